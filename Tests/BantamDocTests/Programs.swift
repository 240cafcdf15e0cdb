import BantamProgram
import BantamSession
import BantamSystem
import SpecSupport

/// Rule sets to try everything on: those of the repository, and the examples of specs.
enum Programs {
  static let root = String(
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/"))

  /// The names of the folders below `rules`.
  static let ruleSets = ["bank", "frameworks", "hamburg", "northwind", "salesforce", "scopevisio", "shoppers"]

  static func ruleSet(_ name: String) throws -> Program {
    let rules = checkRules(try readRules(under: root + "/rules/" + name))
    if let first = rules.diagnostics.first { throw Broken(description: "\(name): \(first.message)") }
    return rules.program
  }

  /// Those of all specs that hold.
  static func ofSpecs() throws -> [(name: String, program: Program)] {
    let folders = ["BantamDocTests/Specs", "CriteriaTests/Specs", "BantamCheckerTests/Specs"]
    return try folders.flatMap { try specExamples(in: root + "/Tests/" + $0) }.compactMap { example in
      let (program, diagnostics) = example.checked()
      return diagnostics.isEmpty ? (example.description, program) : nil
    }
  }

  static func all() throws -> [(name: String, program: Program)] {
    try ruleSets.map { ($0, try ruleSet($0)) } + ofSpecs()
  }

  private struct Broken: Error, CustomStringConvertible { var description: String }
}
