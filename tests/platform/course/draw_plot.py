"""Draw curves on axes as SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10

from draw_circuit import label

COLOURS = ("#1f5f99", "#b3461b", "#3b7d3b")
DASHES = ("", "9 5", "3 4")
LEFT, TOP, WIDTH, HEIGHT = 82, 20, 480, 220

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axes:
    """A frame with its range, ticks and titles."""

    x_range: Point
    y_range: Point
    x_title: str
    y_title: str
    x_ticks: Sequence[float]
    y_ticks: Sequence[float]
    is_x_logarithmic: bool = False
    top: int = TOP

    def place(self, x: float, y: float) -> Point:
        """Return the pixel of a value."""
        share_x = self._share(x)
        share_y = (y - self.y_range[0]) / (self.y_range[1] - self.y_range[0])
        return LEFT + WIDTH * share_x, self.top + HEIGHT * (1 - share_y)

    def _share(self, x: float) -> float:
        low, high = self.x_range
        if self.is_x_logarithmic:
            return log10(x / low) / log10(high / low)
        return (x - low) / (high - low)


def frame(axes: Axes) -> str:
    bottom = axes.top + HEIGHT
    place = f'x="{LEFT}" y="{axes.top}" width="{WIDTH}" height="{HEIGHT}"'
    box = f'<rect {place} fill="none" stroke="#333"/>'
    x_axis = "".join(_x_tick(axes, value) for value in axes.x_ticks)
    y_axis = "".join(_y_tick(axes, value) for value in axes.y_ticks)
    middle = axes.top + HEIGHT // 2
    titles = label(LEFT + WIDTH // 2, bottom + 44, axes.x_title)
    turned = f'<g transform="rotate(-90 18 {middle})">{label(18, middle, axes.y_title)}</g>'
    return box + x_axis + y_axis + titles + turned


def _x_tick(axes: Axes, value: float) -> str:
    x = round(axes.place(value, axes.y_range[0])[0])
    line = f'<path d="M{x},{axes.top} V{axes.top + HEIGHT}" stroke="#ddd"/>'
    return line + label(x, axes.top + HEIGHT + 20, number(value))


def _y_tick(axes: Axes, value: float) -> str:
    y = round(axes.place(axes.x_range[0], value)[1])
    line = f'<path d="M{LEFT},{y} H{LEFT + WIDTH}" stroke="#ddd"/>'
    return line + label(LEFT - 8, y + 5, number(value), "end")


def number(value: float) -> str:
    return f"{value:g}".replace(".", ",").replace("-", "−")


def curve(axes: Axes, function: Callable[[float], float], style: int = 0) -> str:
    """Return the graph of a function over the whole width."""
    return polyline(axes, [(x, function(x)) for x in _samples(axes)], style)


def _samples(axes: Axes, count: int = 240) -> list[float]:
    low, high = axes.x_range
    if axes.is_x_logarithmic:
        return [low * (high / low) ** (step / count) for step in range(count + 1)]
    return [low + (high - low) * step / count for step in range(count + 1)]


def polyline(axes: Axes, points: Sequence[Point], style: int = 0) -> str:
    placed = (axes.place(x, y) for x, y in points)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    return (
        f'<polyline points="{path}" fill="none" stroke="{COLOURS[style]}" '
        f'stroke-width="2.2" stroke-dasharray="{DASHES[style]}"/>'
    )


def marks(axes: Axes, points: Sequence[Point]) -> str:
    placed = (axes.place(x, y) for x, y in points)
    return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="#111"/>' for x, y in placed)


def legend(axes: Axes, names: Sequence[str], *, x: int, drop: int, step: Point = (0, 22)) -> str:
    """Return a list of curve names, from pixel x and drop pixels below the frame's top."""
    rows = enumerate(names)
    top = axes.top + drop
    return "".join(
        _legend_row(round(x + step[0] * row), round(top + step[1] * row), row, name)
        for row, name in rows
    )


def _legend_row(x: int, y: int, style: int, name: str) -> str:
    line = (
        f'<path d="M{x},{y} h34" stroke="{COLOURS[style]}" stroke-width="2.2" '
        f'stroke-dasharray="{DASHES[style]}"/>'
    )
    return line + label(x + 42, y + 5, name, "start")
