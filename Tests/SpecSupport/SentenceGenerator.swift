/// Sentences of the grammar, as texts of tokens; `\n` stands for NL. Alternatives used least come first.
public struct SentenceGenerator {
  private let grammar: Grammar
  private var random: SplitMix
  private let names: [String]
  /// How often each branch was taken, by the number of its choice, option or repetition and its own number in it.
  public private(set) var uses: [[Int]]
  /// The fewest levels of rules below each expression.
  private let depths: [Int]
  private var sentence: [String] = []

  private static let unreachable = 1_000_000

  public init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SplitMix(seed: seed)
    let reserved = Set(grammar.reserved)
    var words: Set<String> = []
    var uses = [[Int]](repeating: [], count: grammar.expressionCount)
    grammar.forEach { expression in
      switch expression {
      case .literal(let text, _): if text.first?.isLetter == true, !reserved.contains(text) { words.insert(text) }
      case .choice(let parts, let id): uses[id] = [Int](repeating: 0, count: parts.count)
      case .optional(_, let id), .repeated(_, let id): uses[id] = [0, 0]
      case .reference, .sequence: break
      }
    }
    self.uses = uses
    names = words.sorted()
    depths = Self.depths(of: grammar)
  }

  /// The rules with branches never taken, and which branch.
  public var uncovered: [String] {
    grammar.ruleNames.flatMap { name in
      grammar.ids(of: name).filter { uses[$0].contains(0) }.map { "\(name): \(uses[$0])" }
    }
  }

  /// A sentence of a rule, at most so many levels of rules deep where that is possible.
  public mutating func sentence(of rule: String, depth: Int) -> [String] {
    sentence = []
    if let expression = grammar.rules[rule] { generate(expression, depth) }
    return sentence
  }

  private mutating func generate(_ expression: Grammar.Expression, _ depth: Int) {
    switch expression {
    case .literal(let text, _): sentence.append(text)
    case .reference(let name, _):
      if let rule = grammar.rules[name] { generate(rule, depth - 1) } else { sentence.append(sample(of: name)) }
    case .sequence(let parts, _): for part in parts { generate(part, depth) }
    case .choice(let parts, let id):
      let possible = parts.indices.filter { depths[parts[$0].id] <= depth }
      let least = parts.indices.min { depths[parts[$0].id] < depths[parts[$1].id] } ?? 0
      let branch = pick(possible.isEmpty ? [least] : possible, id)
      generate(parts[branch], depth)
    case .optional(let part, let id):
      let branch = depths[part.id] <= depth ? pick([0, 1], id) : 0
      uses[id][branch] += branch == 0 && depths[part.id] > depth ? 1 : 0
      if branch == 1 { generate(part, depth) }
    case .repeated(let part, let id):
      var count = depths[part.id] <= depth ? Int.random(in: 0...2, using: &random) : 0
      uses[id][count == 0 ? 0 : 1] += 1
      while count > 0 {
        generate(part, depth - 1)
        count -= 1
      }
    }
  }

  /// A branch: mostly one of the least used, else any.
  private mutating func pick(_ branches: [Int], _ id: Int) -> Int {
    let least = branches.map { uses[id][$0] }.min() ?? 0
    let rare = branches.filter { uses[id][$0] == least }
    let from = Int.random(in: 0..<4, using: &random) == 0 ? branches : rare
    let branch = from.randomElement(using: &random) ?? 0
    uses[id][branch] += 1
    return branch
  }

  mutating func sample(of kind: String) -> String {
    func one(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    switch kind {
    case "NAME":
      return Int.random(in: 0..<6, using: &random) == 0
        ? one(names) : one(["a", "city", "größe", "_x1", "revenue", "ÄÖ", "日本", "x_2"])
    case "INTEGER": return one(["0", "7", "1_000", "250"])
    case "NUMBER": return one(["0", "7", "1_000", "92.5", "0.000_1"])
    case "CURRENCY": return one(["EUR", "USD"])
    case "DATE": return one(["2026-03-01", "2024-02-29"])
    case "DATETIME": return one(["2026-03-01T09:30", "2026-03-01T09:30:15Z", "2026-03-01T09:30+01:00"])
    case "STRING": return one(["\"\"", "\"Kiel\"", "\"a \\\" b\"", "\"# { \\\\\""])
    case "REGEX": return one(["/^Dr/", "/a\\/b/", "//"])
    case "NL": return "\n"
    default: return "?\(kind)?"
    }
  }

  /// Any token: a word or sign of the grammar, or a sample.
  mutating func anyToken() -> String {
    let kinds = ["NAME", "INTEGER", "NUMBER", "CURRENCY", "DATE", "DATETIME", "STRING", "REGEX", "NL"]
    if Int.random(in: 0..<3, using: &random) == 0 { return sample(of: kinds.randomElement(using: &random) ?? "NAME") }
    let signs = [
      "{", "}", "[", "]", "(", ")", ",", ":", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", ".", "..",
    ]
    if Int.random(in: 0..<2, using: &random) == 0 { return signs.randomElement(using: &random) ?? "," }
    return (names + grammar.reserved).randomElement(using: &random) ?? "in"
  }

  /// The sentence with one to three tokens deleted, doubled, swapped, replaced or put in.
  public mutating func mutated(_ sentence: [String]) -> [String] {
    var tokens = sentence
    for _ in 0..<Int.random(in: 1...3, using: &random) where !tokens.isEmpty {
      let at = Int.random(in: 0..<tokens.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: tokens.remove(at: at)
      case 1: tokens.insert(tokens[at], at: at)
      case 2: tokens.swapAt(at, min(at + 1, tokens.count - 1))
      case 3: tokens[at] = anyToken()
      default: tokens.insert(anyToken(), at: at)
      }
    }
    return tokens
  }

  private static func depths(of grammar: Grammar) -> [Int] {
    var depths = [Int](repeating: unreachable, count: grammar.expressionCount)
    var ruleDepths: [String: Int] = [:]
    func measure(_ expression: Grammar.Expression) -> Int {
      let depth: Int
      switch expression {
      case .literal: depth = 0
      case .reference(let name, _): depth = grammar.rules[name] == nil ? 0 : (ruleDepths[name] ?? unreachable) + 1
      case .sequence(let parts, _): depth = parts.map { measure($0) }.max() ?? 0
      case .choice(let parts, _): depth = parts.map { measure($0) }.min() ?? 0
      case .optional(let part, _), .repeated(let part, _):
        _ = measure(part)
        depth = 0
      }
      depths[expression.id] = min(depth, unreachable)
      return min(depth, unreachable)
    }
    for _ in 0..<grammar.ruleNames.count {
      for name in grammar.ruleNames {
        if let rule = grammar.rules[name] { ruleDepths[name] = measure(rule) }
      }
    }
    return depths
  }
}

/// The text of a sentence: blanks between tokens, and none at the start of a line.
public func rendered(_ tokens: [String]) -> String { tokens.joined(separator: " ") + "\n" }
