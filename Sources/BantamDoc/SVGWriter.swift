/// Writes one SVG picture into a page of HTML. Its colours are classes of the page's style.
struct SVGWriter {
  private var text: String

  init(width: Double, height: Double, title: String, description: String) {
    let (width, height) = (short(width.rounded(.up)), short(height.rounded(.up)))
    text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
      role="group" aria-label="\(escapedHTML(title))"><title>\(escapedHTML(title))</title>\
      <desc>\(escapedHTML(description))</desc>\n
      """
  }

  var finished: String { text + "</svg>\n" }

  mutating func path(_ data: String, isArrow: Bool, style: String = "w") {
    let arrow = isArrow ? " marker-end=\"url(#arrow)\"" : ""
    text += "<path class=\"\(style)\" d=\"\(data)\"\(arrow)/>\n"
  }

  mutating func box(_ left: Double, _ top: Double, _ width: Double, _ height: Double, style: String) {
    text += """
      <rect class="\(style)" x="\(short(left))" y="\(short(top))" width="\(short(width))" height="\(short(height))" \
      rx="7"/>\n
      """
  }

  mutating func text(_ words: String, _ x: Double, _ y: Double, style: String, anchor: String = "start") {
    text += """
      <text class="\(style)" x="\(short(x))" y="\(short(y))" text-anchor="\(anchor)">\(escapedHTML(words))</text>\n
      """
  }

  mutating func link(to anchor: String, _ body: (inout SVGWriter) -> Void) {
    text += "<a href=\"#\(escapedHTML(anchor))\">\n"
    body(&self)
    text += "</a>\n"
  }

  /// The head of all arrows; stands once in a page.
  static let arrow = """
    <svg width="0" height="0" aria-hidden="true" class="defs"><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" \
    refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker>\
    </defs></svg>\n
    """
}

/// A coordinate with at most one decimal place.
func short(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
  return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
}
