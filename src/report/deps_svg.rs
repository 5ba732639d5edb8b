//! What blocks what as SVG: columns from what blocks to what waits, right in light and dark, of bounded size.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::report::deps::DepsReport;
use crate::report::render::escape_markup as escaped;
use crate::text::truncate;

/// More boxes than these nobody can follow; the critical chain and circles are drawn first of all.
const MOST: usize = 120;
/// A box: width and height, and the room between two.
const BOX: (usize, usize) = (190, 46);
const GAP: (usize, usize) = (60, 18);
const MARGIN: (usize, usize) = (16, 56);

const STYLE: &str = "\
    svg{--bg:#fff;--ink:#1f2328;--dim:#59636e;--line:#8c959f;--box:#f6f8fa;--hot:#b34e00;--bad:#cf222e}\n\
    @media (prefers-color-scheme:dark){svg{--bg:#14181d;--ink:#e6edf3;--dim:#9aa7b4;--line:#6e7681;--box:#1e252d;\
--hot:#e69f00;--bad:#ff7b72}}\n\
    text{font:12px system-ui,sans-serif;fill:var(--dim)}.name{fill:var(--ink);font-weight:600}\n\
    .title{font-size:18px;font-weight:600;fill:var(--ink)}.bg{fill:var(--bg)}\n\
    .box{fill:var(--box);stroke:var(--line)}.hotbox{fill:var(--box);stroke:var(--hot);stroke-width:2.5}\n\
    .link,.hot,.bad{fill:none;stroke:var(--line);stroke-width:1.5}.hot{stroke:var(--hot);stroke-width:3}\n\
    .bad{stroke:var(--bad);stroke-dasharray:6 4}.head{fill:var(--line)}\n";

impl DepsReport<'_> {
    /// Returns the picture as a whole SVG file.
    #[must_use]
    pub fn svg(&self) -> String {
        let drawn = self.drawn();
        let mut columns: Vec<Vec<usize>> = Vec::new();
        for at in &drawn {
            let layer = self.graph.layers[*at];
            if columns.len() <= layer {
                columns.resize(layer + 1, Vec::new());
            }
            columns[layer].push(*at);
        }
        columns.retain(|column| !column.is_empty());
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut places = vec![None; self.items.len()];
        for (x, column) in columns.iter().enumerate() {
            for (y, at) in column.iter().enumerate() {
                let left = MARGIN.0 + x * (BOX.0 + GAP.0);
                places[*at] = Some((left, MARGIN.1 + y * (BOX.1 + GAP.1)));
            }
        }
        let width = (2 * MARGIN.0 + columns.len() * (BOX.0 + GAP.0)).max(480);
        let height = MARGIN.1 + rows * (BOX.1 + GAP.1) + 28;
        let title = self.item.as_ref().map_or_else(
            || "What blocks what".to_owned(),
            |id| format!("What blocks {id}, and what it blocks"),
        );
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{title}</title>\n\
<desc id=\"desc\">{}</desc>\n<style>\n{STYLE}</style>\n\
<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n\
<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>\n\
<text class=\"title\" x=\"{}\" y=\"32\">{title}</text>\n",
            escaped(&self.description()),
            MARGIN.0,
        );
        for link in &self.graph.links {
            if let (Some(from), Some(to)) = (places[link.0], places[link.1]) {
                self.draw_link(&mut out, *link, from, to);
            }
        }
        for at in &drawn {
            if let Some(place) = places[*at] {
                self.draw_box(&mut out, *at, place);
            }
        }
        let left_out = self.items.len() - drawn.len();
        let note = match left_out {
            0 => "thick: the critical chain".to_owned(),
            n => format!(
                "thick: the critical chain · {n} more items are not drawn: ask for one item"
            ),
        };
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\">{note}</text>\n</svg>",
            MARGIN.0,
            height - 10
        );
        out
    }

    /// What is drawn, in the order: everything where there is room, else what matters most.
    fn drawn(&self) -> Vec<usize> {
        let graph = &self.graph;
        let asked =
            (0..self.items.len()).filter(|at| Some(&self.items[*at].id) == self.item.as_ref());
        let first = asked.chain(graph.critical.iter().copied());
        let first = first.chain(graph.circles.iter().flatten().copied());
        let linked = graph.links.iter().flat_map(|(a, b)| [*a, *b]);
        let mut met = HashSet::new();
        let mut drawn: Vec<usize> = first
            .chain(linked)
            .chain(0..self.items.len())
            .filter(|at| met.insert(*at))
            .take(MOST)
            .collect();
        drawn.sort_unstable();
        drawn
    }

    /// The picture in words.
    fn description(&self) -> String {
        let count = format!(
            "{} items, {} links.",
            self.items.len(),
            self.graph.links.len()
        );
        match &self.critical_chain {
            Some(chain) => format!(
                "{count} Critical chain: {}.",
                truncate(&chain.items.join(", "), 200)
            ),
            None => count,
        }
    }

    fn draw_link(
        &self,
        out: &mut String,
        link: (usize, usize),
        from: (usize, usize),
        to: (usize, usize),
    ) {
        let class = match () {
            () if self.graph.is_circular(link) => "bad",
            () if self.graph.is_critical(link) => "hot",
            () => "link",
        };
        let (x1, y1) = (from.0 + BOX.0, from.1 + BOX.1 / 2);
        let (x2, y2) = (to.0, to.1 + BOX.1 / 2);
        let bend = GAP.0 * 2 / 3;
        let _ = writeln!(
            out,
            "<path class=\"{class}\" marker-end=\"url(#head)\" d=\"M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}\"/>",
            x1 + bend,
            x2.saturating_sub(bend),
        );
    }

    fn draw_box(&self, out: &mut String, at: usize, (x, y): (usize, usize)) {
        let [name, facts] = self.label(at);
        let class = if self.items[at].critical {
            "hotbox"
        } else {
            "box"
        };
        let (width, height) = BOX;
        let _ = writeln!(
            out,
            "<g><title>{}</title><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
<text class=\"name\" x=\"{}\" y=\"{}\">{}</text><text x=\"{}\" y=\"{}\">{}</text></g>",
            escaped(&name),
            x + 10,
            y + 19,
            escaped(&truncate(&name, 25)),
            x + 10,
            y + 36,
            escaped(&truncate(&facts, 27)),
        );
    }
}
