import BantamDiagnostics
import BantamSyntax
import BantamSystem

/// Changes of numbers, dates, windows and lists.
extension MutantFinder {
  /// A number one less and one more, of its last digit, written as it is.
  mutating func step(_ kind: Mutant.Kind, _ node: SyntaxNode, _ token: Token) {
    for text in numberNeighbours(node.text(token)) { add(kind, node.span(token), text) }
  }

  mutating func steps(_ duration: SyntaxNode) {
    if let token = duration.token(.integer) { step(.number, duration, token) }
  }

  mutating func moment(_ node: SyntaxNode) { for token in node.tokens(.date) { day(node, token) } }

  private mutating func day(_ node: SyntaxNode, _ token: Token) {
    guard let date = CivilDate(node.text(token)) else { return }
    for step in [-1, 1] { add(.number, node.span(token), "\(CivilDate(dayNumber: date.dayNumber + step))") }
  }

  /// Operators and numbers of a calculation.
  mutating func arithmetic(_ node: SyntaxNode) {
    for part in node.parts {
      switch part {
      case .node(let inner): arithmetic(inner)
      case .token(let token):
        switch token.kind {
        case .integer, .decimal: step(.number, node, token)
        case .plus: add(.comparison, node.span(token), "-")
        case .minus: if node.kind == .sum { add(.comparison, node.span(token), "+") }
        case .star: add(.comparison, node.span(token), "/")
        case .slash: add(.comparison, node.span(token), "*")
        default: break
        }
      }
    }
  }

  mutating func range(_ node: SyntaxNode) {
    for token in node.tokens(.date) { day(node, token) }
    for token in node.tokens(.string) {
      let text = node.text(token).dropFirst().dropLast()
      guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text) else { continue }
      for near in [number - 1, number + 1] where near >= 0 {
        let digits = String(near)
        let zeros = String(repeating: "0", count: max(0, text.count - digits.count))
        add(.number, node.span(token), "\"\(zeros)\(digits)\"")
      }
    }
    for amount in node.nodes(.amount) { arithmetic(amount) }
  }

  mutating func window(_ node: SyntaxNode) {
    for duration in node.nodes(.duration) { steps(duration) }
    for moment in node.nodes(.moment) { self.moment(moment) }
    for range in node.nodes(.range) { self.range(range) }
    let words = node.tokens(.name)
    let hasLength = node.first(.duration) != nil
    for token in words {
      switch node.text(token) {
      case "last": add(.window, node.span(token), hasLength ? "next" : "this")
      case "next": add(.window, node.span(token), hasLength ? "last" : "this")
      case "this": add(.window, node.span(token), "last")
      case "before": add(.window, node.span(token), "after")
      case "after": add(.window, node.span(token), "before")
      case "older":
        if let than = words.last {
          add(.window, Span(file: node.span.file, start: Int(token.start), end: Int(than.end)), "in last")
        }
      default: break
      }
    }
  }

  /// A list without each of its items in turn.
  mutating func items(_ node: SyntaxNode) {
    var spans: [Span] = []
    for part in node.parts {
      switch part {
      case .node(let item): spans.append(item.span)
      case .token(let token): if token.kind == .string || token.kind == .date { spans.append(node.span(token)) }
      }
    }
    guard spans.count > 1 else { return }
    for index in spans.indices.prefix(Self.mostItems) {
      let isLast = index == spans.count - 1
      let start = isLast ? spans[index - 1].end : spans[index].start
      let end = isLast ? spans[index].end : spans[index + 1].start
      add(.item, Span(file: node.span.file, start: start, end: end), "")
    }
  }

  private static let mostItems = 20
}

/// `10` → `9`, `11`; `100_000` → `99_999`, `100_001`; `92.5` → `92.4`, `92.6`.
func numberNeighbours(_ text: String) -> [String] {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let decimals = parts.count > 1 ? parts[1].count : 0
  guard parts.count <= 2, let value = Int64(text.filter { $0.isASCII && $0.isNumber }), value < 1 << 53 else {
    return []
  }
  return [value - 1, value + 1].filter { $0 >= 0 }.map { near in
    var digits = String(near)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let whole = digits.dropLast(decimals)
    let grouped = text.contains("_") ? groups(String(whole)) : String(whole)
    return decimals == 0 ? grouped : "\(grouped).\(digits.suffix(decimals))"
  }
}

/// `100_000`
private func groups(_ digits: String) -> String {
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append("_") }
    result.append(digit)
  }
  return result
}
