import BantamDiagnostics
import Foundation
import SpecSupport
import Testing

@testable import BantamSyntax

/// `grammar/bantam.ebnf` and the parser say the same.
struct GrammarTests {
  static let kinds: Set<String> = [
    "NAME", "INTEGER", "NUMBER", "CURRENCY", "DATE", "DATETIME", "STRING", "REGEX", "NL",
  ]

  private func messages(_ text: String) -> String {
    let source = SourceFile(path: "a.bant", text: text)
    return parse(source, file: 0).errors.map { error in
      let position = source.position(of: error.span.start)
      return "\(position.line):\(position.column) \(error.diagnostic.code) \(error.diagnostic.message)"
    }.joined(separator: "\n")
  }

  @Test func examplesOfTheReadmeAreSentences() throws {
    let grammar = try Grammar.load()
    let readme = Grammar.file.deletingLastPathComponent().appendingPathComponent("README.md")
    let parts = String(decoding: try Data(contentsOf: readme), as: UTF8.self).components(separatedBy: "```bant\n")
    #expect(parts.count == 8)
    for part in parts.dropFirst() {
      let text = part.components(separatedBy: "```")[0]
      #expect(messages(text) == "" && Recogniser.accepts(text, as: "file", grammar), "\(text)")
    }
  }

  @Test func everyRuleIsDefinedAndUsed() throws {
    let grammar = try Grammar.load()
    var used: Set<String> = ["file"]
    grammar.forEach { if case .reference(let name, _) = $0 { used.insert(name) } }
    #expect(used.subtracting(grammar.rules.keys) == Self.kinds)
    #expect(Set(grammar.ruleNames).subtracting(used) == [])
  }

  @Test func wordsAreThoseOfTheParser() throws {
    let grammar = try Grammar.load()
    #expect(grammar.reserved == Vocabulary.reserved)
    var words = Set(grammar.reserved)
    grammar.forEach { if case .literal(let text, _) = $0, text.first?.isLetter == true { words.insert(text) } }
    #expect(words.subtracting(Vocabulary.all).sorted() == [])
    #expect(Vocabulary.all.subtracting(words).sorted() == [])
  }

  /// A sentence that is a whole file: of one declaration, of a condition in a segment, or of several declarations.
  private func sentence(_ generator: inout SentenceGenerator, _ grammar: Grammar, _ index: Int) -> [String] {
    let depth = 4 + index % 9
    if index % 2 == 0 { return ["segment", "a", "{"] + generator.sentence(of: "condition", depth: depth) + ["}"] }
    if index % 15 == 0 { return generator.sentence(of: "file", depth: depth) }
    let rule = Vocabulary.declarations[index / 2 % Vocabulary.declarations.count]
    return generator.sentence(of: rule, depth: depth)
  }

  /// Every branch of every rule is taken, and what comes out parses.
  @Test func sentencesOfTheGrammarParse() throws {
    let grammar = try Grammar.load()
    var generator = SentenceGenerator(grammar, seed: 1)
    var failures: [String] = []
    for index in 0..<9_000 where failures.count < 5 {
      let text = rendered(sentence(&generator, grammar, index))
      let found = messages(text)
      if !found.isEmpty { failures.append("\(text)\(found)") }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n\n"))")
    #expect(generator.uncovered == [])
  }

  /// What the recogniser takes the parser takes, and nothing else.
  @Test(arguments: [2, 3, 4, 5] as [UInt64])
  func mutatedSentencesAreJudgedAlike(_ seed: UInt64) throws {
    let grammar = try Grammar.load()
    var generator = SentenceGenerator(grammar, seed: seed)
    var failures: [String] = []
    var accepted = 0
    for index in 0..<600 where failures.count < 5 {
      let sentence = sentence(&generator, grammar, index)
      for _ in 0..<3 {
        let text = rendered(generator.mutated(sentence))
        let isSentence = Recogniser.accepts(text, as: "file", grammar)
        let found = messages(text)
        if isSentence { accepted += 1 }
        if isSentence != found.isEmpty { failures.append("grammar: \(isSentence)\n\(text)\(found)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n\n"))")
    #expect(accepted > 100)
  }
}
