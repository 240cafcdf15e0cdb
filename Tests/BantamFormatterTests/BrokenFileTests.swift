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
        let lost = brokenItems(original.root).first { !shown.contains($0) }
        if !isKept || lost != nil {
          failures.withLock { $0.append("\(lost ?? "")\n\(String(decoding: text, as: UTF8.self))\n=>\n\(shown)") }
        }
      }
    }
    let found = failures.withLock { $0 }
    #expect(found.isEmpty, "\(found.count)\n\(found.prefix(3).joined(separator: "\n\n"))")
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
