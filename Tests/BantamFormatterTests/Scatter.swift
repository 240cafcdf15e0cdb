import BantamSyntax
import SpecSupport

/// Writes the tokens of a sentence with blanks, line ends and comments wherever the language allows them.
struct Scatter {
  private var random: SplitMix
  private var comments = 0

  private let hasDocumentation: Bool

  /// - Parameter hasDocumentation: whether comments may be those of a declaration, which a moved line end turns into
  ///   plain ones.
  init(seed: UInt64, hasDocumentation: Bool = true) {
    random = SplitMix(seed: seed)
    self.hasDocumentation = hasDocumentation
  }

  /// The tokens of some rules, as `text` takes them.
  func tokens(_ tree: SyntaxTree) -> [String] {
    tree.tokens.dropLast().map { $0.kind == .newline ? "\n" : tree.root.text($0) }
  }

  /// The sentence with some of its texts and names so long that lines get too long.
  mutating func widened(_ tokens: [String]) -> [String] {
    tokens.map { token in
      if token == "\"Kiel\"" { return "\"\(String(repeating: "Kiel ", count: random.below(16)))\"" }
      return token == "revenue" || token == "city" ? token + String(repeating: "_x", count: random.below(14)) : token
    }
  }

  mutating func text(_ tokens: [String], roughness: Int) -> String {
    var text = ""
    // Whether line ends separate, per open bracket.
    var brackets: [Bool] = []
    for (index, token) in tokens.enumerated() {
      let last = index > 0 ? tokens[index - 1] : ""
      if token == "\n" {
        text += lineEnd(roughness)
        continue
      }
      if index > 0, last != "\n" {
        let mayBreak = brackets.last == false || allowsBreak(behind: last) || allowsBreak(before: token)
        text += mayBreak && random.chance(roughness) ? lineEnd(roughness) : blanks(roughness)
      }
      text += token
      switch token {
      case "{": brackets.append(true)
      case "[", "(": brackets.append(false)
      case "}", "]", ")": if !brackets.isEmpty { brackets.removeLast() }
      default: break
      }
    }
    return text + (random.chance(20) ? "" : lineEnd(roughness))
  }

  private func allowsBreak(behind token: String) -> Bool {
    [",", "(", "[", "{", "+", "-", "*", "/", "and", "or", "not"].contains(token)
  }

  private func allowsBreak(before token: String) -> Bool { ["and", "or", "{", "}"].contains(token) }

  private mutating func blanks(_ roughness: Int) -> String {
    random.chance(roughness) ? random.pick(["  ", "\t", "    ", " \t "]) : " "
  }

  /// A line end, with comments and blank lines around it.
  private mutating func lineEnd(_ roughness: Int) -> String {
    var text = random.chance(roughness) ? blanks(roughness) : ""
    if random.chance(roughness) { text += comment() }
    text += random.chance(5) ? "\r\n" : "\n"
    while random.chance(roughness) {
      text += random.chance(50) ? "" : blanks(roughness) + comment()
      text += random.pick(["\n", "\n\n", "\n \n\n\n"])
    }
    return text + (random.chance(50) ? "" : random.pick(["  ", "    ", "\t", "            "]))
  }

  private mutating func comment() -> String {
    comments += 1
    let kinds = ["# ", "#", "# { \" ", "#é日本 ", "# // /* "] + (hasDocumentation ? ["##", "## "] : [])
    return " " + random.pick(kinds) + String(comments)
  }
}
