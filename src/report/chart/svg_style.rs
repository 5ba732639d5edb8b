//! What a picture looks like: colours for light and dark that colour-blind people tell apart, beside other differences.

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A file of its own: it follows light and dark.
    File,
    /// In a page, as its n-th picture: it follows light and dark on the page's own ground.
    Page(usize),
    /// Pixels: light, whatever the machine prefers.
    Pixels,
}

/// The colours of a picture.
struct Colours {
    ground: &'static str,
    ink: &'static str,
    dim: &'static str,
    grid: &'static str,
    rest: &'static str,
    main: &'static str,
    scope: &'static str,
    bands: [&'static str; 4],
}

/// Blue and orange by Okabe and Ito, on white; lines differ in strokes, bands in lightness and by their names.
const LIGHT: Colours = Colours {
    ground: "#fff",
    ink: "#1f2328",
    dim: "#59636e",
    grid: "#d9dee3",
    rest: "#eef1f4",
    main: "#0072b2",
    scope: "#b34e00",
    bands: ["#0072b2", "#e69f00", "#8ecdf2", "#d8dde3"],
};

/// The same, brighter, on near black.
const DARK: Colours = Colours {
    ground: "#14181d",
    ink: "#e6edf3",
    dim: "#9aa7b4",
    grid: "#30363d",
    rest: "#1e252d",
    main: "#56b4e9",
    scope: "#e69f00",
    bands: ["#2a7ab5", "#e69f00", "#9bd4f5", "#4b555f"],
};

/// What does not depend on light and dark. Each rule keeps to the picture, so that it changes nothing else of a page.
const SHAPES: &str = "\
.chart text{font-family:system-ui,sans-serif;font-size:13px}\
.chart .title{font-size:18px;font-weight:600}\
.chart .main,.chart .scope,.chart .ideal,.chart .edge{fill:none;stroke-linejoin:round}\
.chart .main{stroke-width:3}.chart .dot{stroke-width:1.5}.chart .open{stroke-width:2.5}\
.chart .scope{stroke-width:2}.chart .ideal{stroke-width:2;stroke-dasharray:7 5}\
.chart .hatch{stroke-width:3}.chart .gap{fill:url(#UNKNOWN)}.chart .over{fill-opacity:.08}.chart .rest,.chart .over{shape-rendering:crispEdges}.chart .under{stroke-width:6}\
.chart .edge{stroke-width:1.5}.chart .mark{stroke-width:1.5;stroke-dasharray:2 4}\
.chart .strong,.chart .t-main,.chart .t-scope{font-weight:600}\
.chart .end{text-anchor:end}.chart .mid{text-anchor:middle}";

/// The rules of a picture; `unknown` is the id of the pattern for unknown days.
pub(super) fn style(medium: Medium, unknown: &str) -> String {
    let shapes = SHAPES.replace("UNKNOWN", unknown);
    let light = coloured(&LIGHT);
    match medium {
        Medium::Pixels => format!("{shapes}\n{light}\n"),
        Medium::File | Medium::Page(_) => {
            let dark = coloured(&DARK);
            format!("{shapes}\n{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n")
        }
    }
}

fn coloured(colours: &Colours) -> String {
    let Colours {
        ground,
        ink,
        dim,
        grid,
        rest,
        main,
        scope,
        bands: [done, started, ready, new],
    } = colours;
    format!(
        ".chart text{{fill:{dim}}}.chart .title,.chart .strong{{fill:{ink}}}\
.chart .bg{{fill:{ground}}}.chart .rest{{fill:{rest}}}.chart .grid,.chart .hatch{{stroke:{grid}}}\
.chart .main{{stroke:{main}}}.chart .dot{{fill:{main};stroke:{ground}}}\
.chart .open{{fill:{ground};stroke:{main}}}.chart .col{{fill:{main}}}\
.chart .scope{{stroke:{scope}}}.chart .ideal{{stroke:{dim}}}.chart .mark{{stroke:{ink}}}\
.chart .t-main{{fill:{main}}}.chart .t-scope{{fill:{scope}}}.chart .over{{fill:{ink}}}\
.chart .edge,.chart .under{{stroke:{ground}}}.chart .b0{{fill:{done}}}.chart .b1{{fill:{started}}}\
.chart .b2{{fill:{ready}}}.chart .b3{{fill:{new}}}"
    )
}
