import BantamDiagnostics
import BantamSyntax
import Testing

/// Any bytes give a tree that prints them back: no crash, no loop, no error outside of the file.
struct RobustnessTests {
  private func check(_ bytes: [UInt8]) -> String? {
    let (tree, errors) = parse(SourceFile(path: "a.bant", bytes: bytes), file: 0)
    return treeProblem(tree, errors).map { "\($0): \(String(decoding: bytes, as: UTF8.self))" }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func randomBytes(_ seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    for index in 0..<400 {
      let alphabet = index % 2 == 0 ? Array(UInt8.min...UInt8.max) : Array("{}[]()\"'/#=!<>.,:;-+*&|_ 1aé\n\t\\0".utf8)
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      #expect(check(bytes) == nil)
    }
  }

  private static let words = [
    "segment", "score", "fields", "campaign", "test", "grades", "funnel", "list", "define", "settings", "any", "all",
    "none",
    "not", "and", "or", "in", "is", "did", "never", "when", "otherwise", "stage", "everyone", "missing", "known",
    "last",
    "next", "of", "per", "weight", "sum", "to", "up", "from", "where", "person", "company", "at", "least", "exactly",
    "contains", "starts", "with", "within", "km", "days", "EUR", "between", "AND", "und", "if", "null", "a", "b",
    "größe", "\"x\"",
    "\"open", "„x“", "'x'", "10", "1_000", "92.5", "10k", "1.000,50", "2026-03-01", "30.06.2026", "=", "==", "!=", "<>",
    "<",
    ">=", "=>", "&&", "||", "!", ";", "–", "…", "..", ".", ",", ":", "+", "-", "*", "/", "{", "}", "{", "}", "[", "]",
    "(", ")", "\n",
    "\n", "\n    ", "//", "/*", "#", "%", "€", "\u{A0}", "\0",
  ]

  @Test(arguments: [5, 6, 7, 8] as [UInt64])
  func tokenSoups(_ seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    for _ in 0..<400 {
      let count = Int.random(in: 1...60, using: &random)
      let parts = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }
      let separator = Bool.random(using: &random) ? " " : ""
      #expect(check(Array(parts.joined(separator: separator).utf8)) == nil)
    }
  }

  @Test(arguments: TestFiles.names(in: "Samples", "bant"), [9, 10] as [UInt64])
  func changedFiles(_ name: String, _ seed: UInt64) throws {
    let original = try TestFiles.bytes("Samples", name)
    var random = RandomNumbers(seed: seed)
    for _ in 0..<60 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(contentsOf: Array((Self.words.randomElement(using: &random) ?? "").utf8), at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
        }
      }
      #expect(check(bytes) == nil)
    }
  }

  /// At every byte of the first part, then at every seventh, which is another place of each line.
  @Test func cutOffFiles() throws {
    let bytes = try TestFiles.bytes("Samples", "example.bant")
    for end in Array(0..<1_200) + Array(stride(from: 1_200, through: bytes.count, by: 7)) {
      #expect(check(Array(bytes[..<end])) == nil)
    }
  }
}
