"""Draw electronic symbols as SVG on a grid of pixels."""

from html import escape

INK = 'fill="none" stroke="#111" stroke-width="2"'
TEXT = 'font-family="Liberation Sans, sans-serif" font-size="16" fill="#111"'


def drawing(width: int, height: int, *parts: str) -> str:
    """Return a whole SVG file with a white ground."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def wire(*points: tuple[int, int]) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{path}" {INK}/>'


def label(x: int, y: int, text: str, anchor: str = "middle") -> str:
    """Return a text; the word that follows "_" is set as a subscript."""
    base, _, rest = text.partition("_")
    lower, space, after = rest.partition(" ")
    lowered = f'<tspan dy="4" font-size="12">{escape(lower)}</tspan>' if lower else ""
    # The tail climbs back to the base line.
    tail = f'<tspan dy="-4">{escape(space + after)}</tspan>' if after else ""
    words = escape(base) + lowered + tail
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {TEXT}>{words}</text>'


def dot(x: int, y: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="4" fill="#111"/>'


def terminal(x: int, y: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="4" fill="#fff" stroke="#111" stroke-width="2"/>'


def resistor(x: int, y: int, name: str, *, upright: bool = False) -> str:
    """Return a resistor of 80 pixels whose first end lies at (x, y)."""
    if upright:
        body = f'<rect x="{x - 10}" y="{y + 15}" width="20" height="50" {INK}/>'
        legs = wire((x, y), (x, y + 15)) + wire((x, y + 65), (x, y + 80))
        return body + legs + label(x + 18, y + 45, name, "start")
    body = f'<rect x="{x + 15}" y="{y - 10}" width="50" height="20" {INK}/>'
    legs = wire((x, y), (x + 15, y)) + wire((x + 65, y), (x + 80, y))
    return body + legs + label(x + 40, y - 18, name)


def capacitor(x: int, y: int, name: str, *, upright: bool = False) -> str:
    """Return a capacitor of 80 pixels whose first end lies at (x, y)."""
    if upright:
        plates = wire((x - 18, y + 36), (x + 18, y + 36)) + wire((x - 18, y + 44), (x + 18, y + 44))
        legs = wire((x, y), (x, y + 36)) + wire((x, y + 44), (x, y + 80))
        return plates + legs + label(x + 26, y + 46, name, "start")
    plates = wire((x + 36, y - 18), (x + 36, y + 18)) + wire((x + 44, y - 18), (x + 44, y + 18))
    legs = wire((x, y), (x + 36, y)) + wire((x + 44, y), (x + 80, y))
    return plates + legs + label(x + 40, y - 26, name)


def source(x: int, y: int, name: str) -> str:
    """Return an upright voltage source of 80 pixels, its plus end at (x, y)."""
    ring = f'<circle cx="{x}" cy="{y + 40}" r="22" {INK}/>'
    return ring + wire((x, y), (x, y + 80)) + label(x - 30, y + 45, name, "end")


def ground(x: int, y: int) -> str:
    bars = ((16, 10), (10, 16), (4, 22))
    lines = "".join(wire((x - half, y + drop), (x + half, y + drop)) for half, drop in bars)
    return wire((x, y), (x, y + 10)) + lines


def opamp(x: int, y: int, *, plus_on_top: bool = False) -> str:
    """Return an amplifier: inputs at (x, y) and (x, y + 60), output at (x + 100, y + 30)."""
    triangle = f'<polygon points="{x},{y - 20} {x},{y + 80} {x + 100},{y + 30}" {INK}/>'
    top, bottom = ("+", "−") if plus_on_top else ("−", "+")
    return triangle + label(x + 14, y + 6, top) + label(x + 14, y + 66, bottom)


def voltage(x: int, y_from: int, y_to: int, name: str) -> str:
    """Return the arrow of a voltage, its head at y_to."""
    side = 8 if y_to < y_from else -8
    shaft = f'<path d="M{x},{y_from} V{y_to} m-6,{side} l6,{-side} l6,{side}" {INK}/>'
    return shaft + label(x + 14, (y_from + y_to) // 2 + 6, name, "start")
