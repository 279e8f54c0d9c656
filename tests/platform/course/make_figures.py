"""Write the figures of the course, each computed from its own formula."""

from collections.abc import Callable
from math import atan, cos, degrees, exp, hypot, log10, pi, sin, sqrt
from pathlib import Path

from draw_circuit import (
    capacitor,
    dot,
    drawing,
    ground,
    label,
    opamp,
    resistor,
    source,
    terminal,
    voltage,
    wire,
)
from draw_plot import Axes, curve, frame, legend, marks, polyline


def write_figures(folder: Path) -> None:
    for name, draw in FIGURES.items():
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8")


def divider() -> str:
    return drawing(
        420, 270,
        source(110, 90, "U_e"), wire((110, 90), (110, 30), (220, 30)),
        resistor(220, 40, "R_1", upright=True), wire((220, 30), (220, 40)),
        wire((220, 120), (220, 140)), resistor(220, 140, "R_2", upright=True),
        wire((110, 170), (110, 230), (330, 230)), wire((220, 220), (220, 230)),
        dot(220, 130), wire((220, 130), (330, 130)), terminal(330, 130), terminal(330, 230),
        dot(220, 230), voltage(350, 222, 138, "U_s"), ground(220, 230),
    )  # fmt: skip


def thevenin() -> str:
    box = '<rect x="30" y="40" width="150" height="160" rx="8" fill="#eef4f9" stroke="#111"/>'
    return drawing(
        600, 250,
        box, label(105, 110, "réseau"), label(105, 134, "linéaire"),
        wire((180, 70), (230, 70)), wire((180, 170), (230, 170)),
        terminal(230, 70), terminal(230, 170), label(230, 54, "A"), label(230, 200, "B"),
        label(300, 128, "équivaut à"),
        source(420, 80, "E_th"), wire((420, 80), (420, 60), (450, 60)),
        resistor(450, 60, "R_th"), wire((530, 60), (560, 60)),
        wire((420, 160), (420, 190), (560, 190)),
        terminal(560, 60), terminal(560, 190), label(560, 44, "A"), label(560, 220, "B"),
    )  # fmt: skip


def charging() -> str:
    axes = Axes((0, 5), (0, 1.1), "t / τ", "u_C / E", range(6), (0, 0.2, 0.4, 0.632, 0.8, 1))
    tangent = polyline(axes, [(0, 0), (1, 1), (1.08, 1.08)], 1)
    limit = polyline(axes, [(0, 1), (5, 1)], 2)
    names = ("tension du condensateur", "tangente à l'origine", "valeur finale E")
    parts = (frame(axes), curve(axes, lambda t: 1 - exp(-t)), tangent, limit)
    point = marks(axes, [(1, 1 - exp(-1))])
    return drawing(580, 300, *parts, point, legend(axes, names, x=300, drop=120))


def step_response(quality: float) -> Callable[[float], float]:
    """Return u_C / E of a series RLC circuit against ω0·t, from its closed form."""
    damping = 1 / (2 * quality)
    if quality > 0.5:
        pseudo = sqrt(1 - damping**2)
        return lambda t: (
            1 - exp(-damping * t) * (cos(pseudo * t) + damping / pseudo * sin(pseudo * t))
        )
    if quality == 0.5:
        return lambda t: 1 - (1 + t) * exp(-t)
    spread = sqrt(damping**2 - 1)
    slow, fast = damping - spread, damping + spread
    return lambda t: 1 - (fast * exp(-slow * t) - slow * exp(-fast * t)) / (2 * spread)


def rlc_steps() -> str:
    ticks = (0, 0.5, 1, 1.5)
    axes = Axes((0, 25), (0, 1.8), "ω₀ t", "u_C / E", range(0, 26, 5), ticks)
    qualities = (4, 0.5, 0.2)
    curves = (curve(axes, step_response(q), style) for style, q in enumerate(qualities))
    names = ("Q = 4 pseudo-pér.", "Q = 0,5 critique", "Q = 0,2 apériod.")
    return drawing(580, 300, frame(axes), *curves, legend(axes, names, x=370, drop=135))


def bode_low_pass() -> str:
    decades = (0.01, 0.1, 1, 10, 100)
    gain = Axes((0.01, 100), (-45, 5), "", "Gain (dB)", decades, (-40, -30, -20, -10, -3, 0), True)
    phase = Axes(
        (0.01, 100), (-95, 5), "f / fc", "Phase (°)", decades, (-90, -45, 0), True, top=290
    )
    asymptotes = polyline(gain, [(0.01, 0), (1, 0), (100, -40)], 1)
    return drawing(
        580, 570,
        frame(gain), curve(gain, lambda x: -10 * log10(1 + x * x)), asymptotes,
        legend(gain, ("gain réel", "asymptotes"), x=110, drop=120), marks(gain, [(1, -3.01)]),
        frame(phase), curve(phase, lambda x: -degrees(atan(x))), marks(phase, [(1, -45)]),
    )  # fmt: skip


def band_pass() -> str:
    x_ticks = (0.1, 0.5, 1, 2, 10)
    y_ticks = (-50, -40, -30, -20, -10, 0)
    axes = Axes((0.1, 10), (-50, 5), "f / f₀", "Gain (dB)", x_ticks, y_ticks, True)
    qualities = (1, 5, 20)
    curves = (
        curve(axes, lambda x, q=q: -20 * log10(hypot(1, q * (x - 1 / x))), style)
        for style, q in enumerate(qualities)
    )
    names = [f"Q = {q}" for q in qualities]
    return drawing(580, 300, frame(axes), *curves, legend(axes, names, x=100, drop=14))


def rectified() -> str:
    axes = Axes((0, 40), (0, 1.5), "t (ms)", "u / U_m", range(0, 41, 10), (0, 0.5, 1))

    def bridge(t_ms: float) -> float:
        return abs(sin(2 * pi * 50 * t_ms / 1000))

    level, smoothed = 0.0, []
    for step in range(801):
        t_ms = step / 20
        level = max(bridge(t_ms), level - 0.05 * 0.25 / 10)
        smoothed.append((t_ms, level))
    names = ("après le pont", "avec condensateur")
    return drawing(
        580, 300, frame(axes), curve(axes, bridge), polyline(axes, smoothed, 1),
        legend(axes, names, x=380, drop=16),
    )  # fmt: skip


def amplifiers() -> str:
    inverting = (
        label(30, 98, "v_e"), terminal(50, 92), resistor(50, 92, "R_1"), wire((130, 92), (170, 92)),
        dot(150, 92), wire((150, 92), (150, 40), (180, 40)), resistor(180, 40, "R_2"),
        wire((260, 40), (290, 40), (290, 122)), opamp(170, 92), wire((270, 122), (310, 122)),
        dot(290, 122), terminal(310, 122), label(330, 128, "v_s"),
        wire((170, 152), (150, 152), (150, 170)), ground(150, 170), label(190, 230, "inverseur"),
    )  # fmt: skip
    direct = (
        label(390, 98, "v_e"), terminal(410, 92), wire((410, 92), (450, 92)),
        opamp(450, 92, plus_on_top=True), wire((550, 122), (590, 122)), terminal(590, 122),
        label(610, 128, "v_s"), dot(570, 122), wire((570, 122), (570, 210), (545, 210)),
        resistor(465, 210, "R_2"), wire((465, 210), (425, 210), (425, 152), (450, 152)),
        dot(425, 210), resistor(425, 210, "R_1", upright=True), ground(425, 290),
        label(530, 300, "non inverseur"),
    )  # fmt: skip
    return drawing(640, 325, *inverting, *direct)


def sallen_key() -> str:
    return drawing(
        560, 290,
        label(30, 146, "v_e"), terminal(50, 140), resistor(50, 140, "R_1"),
        wire((130, 140), (160, 140)), dot(150, 140), resistor(160, 140, "R_2"),
        wire((240, 140), (330, 140)), dot(280, 140), capacitor(280, 140, "C_2", upright=True),
        ground(280, 220), wire((150, 140), (150, 50), (230, 50)), capacitor(230, 50, "C_1"),
        wire((310, 50), (470, 50), (470, 170)), opamp(330, 140, plus_on_top=True),
        wire((430, 170), (510, 170)), dot(470, 170), terminal(510, 170), label(532, 176, "v_s"),
        wire((470, 170), (470, 250), (315, 250), (315, 200), (330, 200)),
    )  # fmt: skip


def aliasing() -> str:
    axes = Axes((0, 1), (-1.2, 1.5), "t (ms)", "signal", (0, 0.2, 0.4, 0.6, 0.8, 1), (-1, 0, 1))
    samples = [(k / 10, cos(2 * pi * 9 * k / 10)) for k in range(11)]
    names = ("9 kHz", "1 kHz")
    return drawing(
        580, 300, frame(axes), curve(axes, lambda t: cos(2 * pi * 9 * t)),
        curve(axes, lambda t: cos(2 * pi * t), 1), marks(axes, samples),
        legend(axes, names, x=150, drop=14, step=(180, 0)),
    )  # fmt: skip


def quantising() -> str:
    axes = Axes(
        (0, 1), (-1.3, 1.6), "t / T", "signal", (0, 0.25, 0.5, 0.75, 1), (-1, -0.5, 0, 0.5, 1)
    )
    quantum = 0.25

    def staircase(t: float) -> float:
        return max(-4, min(3, round(0.95 * sin(2 * pi * t) / quantum))) * quantum

    fine = [step / 2000 for step in range(2001)]
    names = ("signal", "quantifié", "erreur")
    return drawing(
        580, 300, frame(axes), curve(axes, lambda t: 0.95 * sin(2 * pi * t)),
        polyline(axes, [(t, staircase(t)) for t in fine], 1),
        polyline(axes, [(t, staircase(t) - 0.95 * sin(2 * pi * t)) for t in fine], 2),
        legend(axes, names, x=400, drop=20),
    )  # fmt: skip


FIGURES = {
    "diviseur-tension": divider,
    "thevenin": thevenin,
    "charge-rc": charging,
    "reponses-rlc": rlc_steps,
    "bode-rc": bode_low_pass,
    "passe-bande-rlc": band_pass,
    "redressement": rectified,
    "aop-montages": amplifiers,
    "sallen-key": sallen_key,
    "repliement": aliasing,
    "quantification": quantising,
}
