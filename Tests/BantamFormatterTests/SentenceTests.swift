import BantamSystem
import SpecSupport
import Synchronization
import Testing

@testable import BantamFormatter

/// Sentences of the grammar, however they are written.
struct SentenceTests {
  private static let declarations = [
    "settings", "fields", "list", "place", "define", "segment", "score", "grades", "team", "funnel", "purpose",
    "campaign", "test",
  ]

  /// Nothing is lost, nothing moves on, and no second look is needed for that.
  @Test func sentencesKeepTheirContent() throws {
    let grammar = try Grammar.load()
    let failures = Mutex<[String]>([])
    parallel(parts: 20) { part in
      var generator = SentenceGenerator(grammar, seed: UInt64(part))
      var scatter = Scatter(seed: UInt64(part))
      for index in 0..<500 {
        let rule = index % 10 == 0 ? "file" : Self.declarations[index % Self.declarations.count]
        let short = generator.sentence(of: rule, depth: 3 + index % 7)
        let sentence = index % 4 == 0 ? short : scatter.widened(short)
        let text = scatter.text(sentence, roughness: [0, 10, 40][index % 3])
        let found = problem(text) { layOut($0).bytes }
        if let found { failures.withLock { if $0.count < 5 { $0.append(found) } } }
      }
    }
    let found = failures.withLock { $0 }
    #expect(found.isEmpty, "\(found.joined(separator: "\n\n"))")
  }

  /// Sentences with some tokens too many, too few or in the wrong place: what is whole is formatted, the rest stays.
  @Test func brokenSentencesStayStable() throws {
    let grammar = try Grammar.load()
    let failures = Mutex<[String]>([])
    let unchanged = Mutex(0)
    parallel(parts: 20) { part in
      var generator = SentenceGenerator(grammar, seed: 100 + UInt64(part))
      var scatter = Scatter(seed: 100 + UInt64(part))
      for index in 0..<150 {
        let sentence = scatter.widened(generator.mutated(generator.sentence(of: "file", depth: 4 + index % 7)))
        let text = scatter.text(sentence, roughness: [0, 10, 40][index % 3])
        let original = tree(text)
        let result = format(original)
        if result == original.source.bytes { unchanged.withLock { $0 += 1 } }
        let again = tree(result)
        if Content(original) != Content(again) || format(again) != result {
          failures.withLock { if $0.count < 5 { $0.append("\(text)\n=>\n\(String(decoding: result, as: UTF8.self))") } }
        }
      }
    }
    let found = failures.withLock { $0 }
    #expect(found.isEmpty, "\(found.joined(separator: "\n\n"))")
    #expect(unchanged.withLock { $0 } < 1_500)
  }
}
