import BantamDiagnostics
import BantamSyntax
import BantamSystem
import SpecSupport
import Synchronization
import Testing

@testable import BantamFormatter

/// Rule files with bytes changed at random.
struct BrokenFileTests {
  private static let root = specFolder().split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// No byte of what cannot be read is lost or moved, all tokens stay, and the second time changes nothing.
  @Test func damagedFilesKeepTheirContent() throws {
    let files = try ruleFiles(under: Self.root + "/rules").map { try readFile(path: $0, maximumBytes: 1 << 20) }
    let failures = Mutex<[String]>([])
    parallel(parts: files.count) { part in
      var random = SplitMix(seed: UInt64(part))
      for _ in 0..<24 {
        let text = damaged(files[part], &random)
        let original = tree(text)
        let result = format(original)
        let again = tree(result)
        let shown = String(decoding: result, as: UTF8.self)
        let isKept = Content(original) == Content(again) && format(again) == result
        let lost = brokenItems(original.root).first { !$0.isEmpty && !shown.contains($0) }
        if !isKept || lost != nil {
          failures.withLock { $0.append("\(lost ?? "")\n\(String(decoding: text, as: UTF8.self))\n=>\n\(shown)") }
        }
      }
    }
    let found = failures.withLock { $0 }
    #expect(found.isEmpty, "\(found.count)\n\(found.prefix(3).joined(separator: "\n\n"))")
  }

  /// What is no rule file stays as it is.
  @Test(arguments: ["a,b\n\n\n1, 2 \n", "segment a {b\n\n\n", "\u{FF}\u{FE}a\u{0}", "/* all\n\n\n */", "{ } \n\n\n"])
  func filesOfWhichNothingCanBeRead(_ text: String) {
    #expect(format(tree(text)) == Array(text.utf8))
  }

  /// Large and deep rules, and such as nobody would write: it ends, and the second time changes nothing.
  @Test func oddRulesEnd() {
    let many = 3_000
    func repeated(_ text: String, _ count: Int = many) -> String { String(repeating: text, count: count) }
    let texts = [
      "segment a { " + repeated("b, ") + "}", "segment a { " + repeated("any { ", 200) + repeated("} ", 200) + "}",
      "define a = " + repeated("(", 63) + "b" + repeated(")", 63), "define a = " + repeated("not ", 60) + "b",
      "define a = " + repeated("(", 5_000) + "b", "define a = " + repeated("b or ") + "c",
      "define a = " + repeated("1 + (2) * ") + "3 > 4", "segment a {\n" + repeated("b # c\n# d\n\n\n") + "}",
      "list a = [" + repeated("\"b\", ") + "]", "list a = [" + repeated("\"b\", # c\n") + "]", repeated("# a\n"),
      "team a { \"b\" " + repeated("weight 1 ") + "}",
      "funnel a per contact { stage b " + repeated("final ") + "\n stage c " + repeated("requires d and e ") + "}",
      "score a { b weight 1 {\n" + repeated("1 when c > 10\n") + "} }", repeated("team a [\"b\"]\n"),
      repeated("segment a { b ] c }\n", 500), repeated("segment a {\n", 500),
      "test \"a\" { given person b { "
        + repeated("c: [\"d\", \"e\"], ") + "} }", repeated(" \t", 20_000) + "edition 1",
      "define a = b in [\"" + repeated("x") + "\", \"c\"] or d",
    ]
    for text in texts {
      let result = format(tree(text))
      #expect(format(tree(result)) == result, "\(text.prefix(60))")
      #expect(Content(tree(text)) == Content(tree(result)), "\(text.prefix(60))")
    }
  }

  /// Some bytes taken out, doubled, or changed to a sign that means something.
  private func damaged(_ text: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    // A stretch of the file, so that most of it is near the damage.
    let start = random.below(max(1, text.count - 600))
    var text = Array(text[start..<min(text.count, start + 600)])
    for _ in 0...random.below(4) where text.count > 20 {
      let at = random.below(text.count - 10)
      switch random.below(6) {
      case 0: text.removeSubrange(at..<(at + 1 + random.below(9)))
      case 1: text.insert(contentsOf: text[at..<(at + random.below(10))], at: at)
      case 2: text[at] = UInt8(random.below(256))
      default: text[at] = random.pick(Array("{}[](),:=.\"#/-\n \t\r'$".utf8))
      }
    }
    return text
  }

  /// The texts of what could not be read.
  private func brokenItems(_ node: SyntaxNode) -> [String] {
    guard node.hasError else { return [] }
    return node.parts.flatMap { part -> [String] in
      guard case .node(let child) = part else { return [] }
      return child.kind == .error ? [child.tree.source.text(child.span)] : brokenItems(child)
    }
  }
}
