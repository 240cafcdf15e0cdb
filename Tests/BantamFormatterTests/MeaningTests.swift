import BantamChecker
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSyntax
import BantamSystem
import Foundation
import SpecSupport
import Testing

@testable import BantamFormatter

/// Rules say the same before and after.
struct MeaningTests {
  private static let tests = specFolder().split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
  private static let root = tests + "/.."

  /// The rule sets of the project, first written anew without any order, then formatted.
  @Test(arguments: ["bank", "frameworks", "hamburg", "northwind", "salesforce", "scopevisio", "shoppers"])
  func ruleSetsKeepTheirPlan(_ name: String) throws {
    var scatter = Scatter(seed: UInt64(name.utf8.count), hasDocumentation: false)
    var example = SpecExample(rules: "")
    let folder = "\(Self.root)/rules/\(name)"
    example.ruleFiles = try ruleFiles(under: folder).map { (name: $0, text: try text($0)) }
    for list in ["lists/wz-sections.csv", "lists/competitors.csv"] where fileExists("\(folder)/\(list)") {
      example.files[list] = try text("\(folder)/\(list)")
    }
    let meaning = Meaning(example, hasDocumentation: false)
    #expect(meaning.errors == [])
    for index in example.ruleFiles.indices {
      let tokens = scatter.tokens(tree(example.ruleFiles[index].text))
      example.ruleFiles[index].text = scatter.text(tokens, roughness: 20)
    }
    #expect(meaning.difference(from: Meaning(example, hasDocumentation: false)) == nil)
    for index in example.ruleFiles.indices {
      example.ruleFiles[index].text = formatted(example.ruleFiles[index].text)
    }
    #expect(meaning.difference(from: Meaning(example, hasDocumentation: false)) == nil)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try readFile(path: path, maximumBytes: SourceFile.maximumBytes), as: UTF8.self)
  }

  private func formatted(_ text: String) -> String { String(decoding: format(tree(text)), as: UTF8.self) }

  /// All rules in the specs of all tests, the wrong ones too.
  @Test(arguments: ["BantamChecker", "BantamSyntax", "Criteria", "Diff", "Explain", "BantamFormatter"])
  func examplesOfSpecsKeepTheirMeaning(_ name: String) throws {
    let examples = try specExamples(in: "\(Self.tests)/\(name)Tests/Specs")
    for (index, example) in examples.enumerated() {
      var result = example
      for (index, file) in example.ruleFiles.enumerated() {
        let original = tree(file.text)
        let again = tree(format(original))
        #expect(Content(original) == Content(again), "\(file.text)")
        #expect(format(again) == again.source.bytes, "\(file.text)")
        result.ruleFiles[index].text = String(decoding: again.source.bytes, as: UTF8.self)
      }
      if name == "Criteria" || index % 8 == 0 {
        #expect(Meaning(example).difference(from: Meaning(result)) == nil, "\(example)")
      }
    }
    #expect(!examples.isEmpty)
  }
}

/// A rule set after checking and planning, without the places in the files.
private struct Meaning {
  var program: String
  var plan = ""
  var errors: [String]

  init(_ example: SpecExample, hasDocumentation: Bool = true) {
    var (program, diagnostics) = example.checked()
    errors = diagnostics.map(\.code)
    if errors.isEmpty {
      var plan = makePlan(program, asOf: 1_772_323_200_000, zone: .utc).plan
      // A dictionary has no order of its own.
      let territories = plan.territories.sorted { $0.key < $1.key }
      plan.territories = [:]
      self.plan = Self.withoutPlaces("\(plan) \(territories)")
    }
    program.files = []
    let words = Self.withoutPlaces("\(program)")
    self.program =
      hasDocumentation
      ? words : words.replacing(/documentation: (nil|Optional\("([^"\\]|\\.)*"\))/, with: "documentation")
  }

  /// What is not the same, in a few words.
  func difference(from other: Meaning) -> String? {
    if errors != other.errors { return "\(errors) and \(other.errors)" }
    if program != other.program {
      return "the programs from \(program.commonPrefix(with: other.program).suffix(200)) on"
    }
    return plan == other.plan ? nil : "the plans from \(plan.commonPrefix(with: other.plan).suffix(200)) on"
  }

  private static func withoutPlaces(_ text: String) -> String {
    text.replacing(/Span\(file: \d+, start: \d+, end: \d+\)/, with: "")
  }
}
