import BantamDoc
import SpecSupport

/// One section of a spec: `text` lists declarations as `@ name`, each with its reading in English, a line `—` and the
/// reading in German, both with what they name explained.
struct ReadSpec: CustomStringConvertible {
  let example: SpecExample

  var description: String { example.description }

  static func all() throws -> [ReadSpec] { try specExamples(in: specFolder()).map { ReadSpec(example: $0) } }

  var names: [String] {
    example.expected.split(separator: "\n").filter { $0.hasPrefix("@ ") }.map { String($0.dropFirst(2)) }
  }

  /// What the `text` should say.
  func actual() -> String {
    let (program, diagnostics) = example.checked()
    if !diagnostics.isEmpty { return specReport(diagnostics, program.files) }
    let catalogue = Catalogue(program)
    var text = ""
    for name in names {
      text += "@ \(name)\n"
      let found = catalogue.references(named: name)
      for language in Language.allCases {
        let readings = found.map { read($0, in: catalogue, language, explainsUsed: true) }
        text += readings.map { $0.text(in: catalogue, language, width: 100) }.joined(separator: "\n")
        if language == .english { text += "—\n" }
      }
    }
    return text
  }
}
