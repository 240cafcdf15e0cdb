import SpecSupport

/// Whether a row of tokens is a sentence of the grammar, for any grammar without left recursion: every expression is asked
/// at most once at each place for all places where it can end.
struct Recogniser {
  private let grammar: Grammar
  private let reserved: Set<String>
  private let tokens: [PlainLexer.Token]
  private var memory: [Int: [Int]] = [:]

  static func accepts(_ text: String, as rule: String, _ grammar: Grammar) -> Bool {
    guard let tokens = PlainLexer.tokens(of: text), let start = grammar.rules[rule] else { return false }
    var recogniser = Recogniser(grammar: grammar, reserved: Set(grammar.reserved), tokens: tokens)
    return recogniser.remembered(start, 0).contains(tokens.count)
  }

  private init(grammar: Grammar, reserved: Set<String>, tokens: [PlainLexer.Token]) {
    self.grammar = grammar
    self.reserved = reserved
    self.tokens = tokens
  }

  /// Adds the places where the expression can end that starts at a place.
  private mutating func addEnds(_ expression: Grammar.Expression, _ start: Int, to ends: inout [Int]) {
    switch expression {
    case .literal(let text, _): if matches(text, start) { add(start + 1, to: &ends) }
    case .reference(let name, _):
      if let rule = grammar.rules[name] {
        for end in remembered(rule, start) { add(end, to: &ends) }
      } else if isKind(name, start) {
        add(start + 1, to: &ends)
      }
    case .sequence(let parts, _):
      var current = [start]
      for part in parts where !current.isEmpty {
        var next: [Int] = []
        for place in current { addEnds(part, place, to: &next) }
        current = next
      }
      for end in current { add(end, to: &ends) }
    case .choice(let parts, _): for part in parts { addEnds(part, start, to: &ends) }
    case .optional(let part, _):
      add(start, to: &ends)
      addEnds(part, start, to: &ends)
    case .repeated(let part, _):
      var all = [start]
      var seen = 0
      while seen < all.count {
        addEnds(part, all[seen], to: &all)
        seen += 1
      }
      for end in all { add(end, to: &ends) }
    }
  }

  private func add(_ end: Int, to ends: inout [Int]) {
    if !ends.contains(end) { ends.append(end) }
  }

  private mutating func remembered(_ rule: Grammar.Expression, _ start: Int) -> [Int] {
    let key = rule.id * (tokens.count + 1) + start
    if let known = memory[key] { return known }
    var found: [Int] = []
    addEnds(rule, start, to: &found)
    memory[key] = found
    return found
  }

  private func matches(_ text: String, _ at: Int) -> Bool {
    guard at < tokens.count else { return false }
    return tokens[at].text == text && (tokens[at].kind == .name || tokens[at].kind == .sign)
  }

  private func isKind(_ kind: String, _ at: Int) -> Bool {
    guard at < tokens.count else { return false }
    let token = tokens[at]
    switch kind {
    case "NAME": return token.kind == .name && !reserved.contains(token.text)
    case "INTEGER": return token.kind == .integer
    case "NUMBER": return token.kind == .integer || token.kind == .decimal
    case "CURRENCY":
      return token.kind == .name && token.text.count == 3 && token.text.allSatisfy { ("A"..."Z").contains($0) }
    case "DATE": return token.kind == .date
    case "DATETIME": return token.kind == .datetime
    case "STRING": return token.kind == .string
    case "REGEX": return token.kind == .regex
    case "NL": return token.kind == .lineEnd
    default: return false
    }
  }
}
