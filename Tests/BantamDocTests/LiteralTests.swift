import BantamDiagnostics
import BantamDoc
import BantamProgram
import BantamSyntax
import Testing

/// Nothing is lost on the way into a sentence: each text and number of a condition, as its tokens say, stands in both
/// languages. Small numbers become words (`once`, `the last year`) or turn round with a `not`, so they are not asked for.
struct LiteralTests {
  @Test func everyLiteralIsRead() throws {
    var count = 0
    for (name, program) in try Programs.all() {
      let catalogue = Catalogue(program)
      let literals = program.files.enumerated().flatMap { literalsOfSegments($1, file: $0) }
      for (segment, literal) in literals {
        guard let reference = catalogue.references(named: segment).first(where: isSegment) else { continue }
        for language in Language.allCases {
          let reading = read(reference, in: catalogue, language)
          let text = reading.phrases.map(plain).joined(separator: " ").replacing("_", with: " ")
          let forms = language == .english ? literal.english : literal.german
          #expect(
            forms.contains { text.contains($0.replacing("_", with: " ")) }, "\(name), \(segment): \(forms)\n\(text)")
        }
        count += 1
      }
    }
    #expect(count > 350)
  }

  private struct Literal {
    var english: [String]
    var german: [String]
  }

  private func isSegment(_ reference: Reference) -> Bool {
    if case .segment = reference { return true }
    return false
  }

  private func plain(_ phrase: Phrase) -> String {
    ([phrase.words.plain] + phrase.parts.map(plain)).joined(separator: " ")
  }

  private func literalsOfSegments(_ file: SourceFile, file index: Int) -> [(segment: String, literal: Literal)] {
    parse(file, file: index).tree.root.nodes.filter { $0.kind == .segment }.flatMap { node in
      guard let body = node.nodes.last, node.tokens(.name).count > 1 else {
        return [(segment: String, literal: Literal)]()
      }
      let name = node.text(node.tokens(.name)[1])
      // A quarter is read as three months, and what is calculated beforehand as its result.
      if body.tree.source.text(body.span).contains("quarters") { return [] }
      return literals(body).map { (name, $0) }
    }
  }

  private func literals(_ node: SyntaxNode) -> [Literal] {
    node.parts.flatMap { part -> [Literal] in
      switch part {
      case .node(let inner): return literals(inner)
      case .token(let token): return literal(node.text(token), token.kind).map { [$0] } ?? []
      }
    }
  }

  private func literal(_ text: String, _ kind: TokenKind) -> Literal? {
    switch kind {
    case .string:
      let value = String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
      return Literal(english: [value], german: [value])
    case .regex:
      let pattern = String(text.dropFirst().dropLast())
      return Literal(english: [pattern], german: [pattern])
    case .integer, .decimal:
      let digits = text.filter { $0 != "_" }
      let parts = digits.split(separator: ".")
      guard let whole = Int(parts[0]), whole > 9 else { return nil }
      let fraction = parts.count > 1 ? String(parts[1]) : ""
      let plain = fraction.isEmpty ? "\(whole)" : ""
      return Literal(
        english: [grouped(whole, ",") + (fraction.isEmpty ? "" : "." + fraction), plain].filter { !$0.isEmpty },
        german: [grouped(whole, ".") + (fraction.isEmpty ? "" : "," + fraction), plain].filter { !$0.isEmpty })
    case .date:
      let day = Int(text.suffix(2)) ?? 0
      return Literal(english: ["\(day) "], german: ["\(day). "])
    case .name, .datetime, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star,
      .slash, .comma, .colon, .dot, .dotDot, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis,
      .rightParenthesis, .newline, .unknown, .endOfFile:
      return nil
    }
  }

  private func grouped(_ value: Int, _ separator: String) -> String {
    var digits = String(value)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: separator)
  }
}
