import BantamDiagnostics
import BantamSystem
import Foundation
import SpecSupport
import Testing

@testable import bantam

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `bantam check --format`, in a folder with a right and a wrong rule file.
struct FindingsOutputTests {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    var output: String { path + "/out" }

    init(_ wrong: String = "segment a { nmae = \"x\" }\n") throws {
      try makeDirectory(path + "/rules")
      try writeFile(path: path + "/rules/right.bant", bytes: "edition 1\n".utf8)
      try writeFile(path: path + "/rules/wrong.bant", bytes: wrong.utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func check(_ words: String..., environment: [String: String] = [:]) -> (
      status: CommandStatus, output: String, errors: String
    ) {
      runKept(["check", path + "/rules"] + words, environment: environment)
    }

    func written(_ name: String = "out") throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
  }

  @Test func oneLineEach() throws {
    let folder = try Folder()
    let result = folder.check("--format", "line")
    #expect(result.status == .findings)
    #expect(
      result.output == """
        \(folder.path)/rules/wrong.bant:1:13: error[BT0201]: there is no field or segment `nmae` (did you mean `name`?)

        """)
    #expect(try Folder("segment a { name = \"x\" }\n").check("--format", "line").output.isEmpty)
  }

  @Test func jsonIsShortForItsFormat() throws {
    let folder = try Folder()
    #expect(folder.check("--json").output == folder.check("--format", "json").output)
    #expect(folder.check("--json", "--format", "sarif").errors.hasPrefix("error[BT0907]"))
  }

  @Test func aFileIsWrittenAndTheTextShownBesides() throws {
    let folder = try Folder()
    let text = folder.check().output
    for format in FindingsFormat.allCases.map(\.rawValue) {
      let result = folder.check("--format", format, "--output", folder.output)
      #expect(result.status == .findings)
      #expect(result.output == text)
      let shown = folder.check("--format", format).output
      #expect(try folder.written() == shown)
    }
  }

  @Test func aCleanRunReplacesTheFileToo() throws {
    let folder = try Folder("edition 1\n")
    try writeFile(path: folder.output, bytes: "old".utf8)
    let result = folder.check("--format", "line", "-o", folder.output)
    #expect(result.status == .clean)
    #expect(try folder.written().isEmpty)
    #expect(result.errors.hasPrefix("no findings in 2 files"))
  }

  @Test func rulesAreNotOverwritten() throws {
    let folder = try Folder()
    let result = folder.check("-o", folder.path + "/rules/wrong.bant")
    #expect(result.status == .failed)
    #expect(result.errors.hasPrefix("error[BT0914]"))
    #expect(try folder.written("rules/wrong.bant").hasPrefix("segment a"))
    #expect(folder.check("-o", folder.path + "/no/out").status == .failed)
  }

  @Test func theLogFitsItsSchemaAndItsRulesTheirCodes() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("BantamDiagnosticsTests/Schema/sarif-schema-2.1.0.json")
    let schema = try JSONSchema(JSONValue(String(contentsOf: file, encoding: .utf8)))
    // A file for each code there is, all in one log.
    let folder = try Folder()
    for explanation in codeGroups.flatMap(\.explanations)
    where !explanation.wrong.isEmpty && !explanation.wrong.hasPrefix("bantam ") {
      try writeFile(path: "\(folder.path)/rules/\(explanation.code).bant", bytes: explanation.wrong.utf8)
    }
    let log = try JSONValue(folder.check("--format", "sarif").output)
    #expect(schema.problems(log) == [])
    let run = log["runs"]?[0]
    let rules = run?["tool"]?["driver"]?["rules"]?.items ?? []
    #expect(rules.count > 50)
    for rule in rules {
      let code = rule["id"]?.string ?? ""
      #expect(rule["help"]?["text"]?.string?.hasPrefix("\(code): ") == true)
      #expect((rule["name"]?.string ?? "").wholeMatch(of: /[A-Z0-9][\p{L}0-9]*/) != nil, "\(rule)")
      #expect((rule["fullDescription"]?["text"]?.string ?? "").count > 20)
    }
    for result in run?["results"]?.items ?? [] {
      guard case .number(let index)? = result["ruleIndex"] else { continue }
      #expect(rules[Int(index)]["id"] == result["ruleId"])
    }
  }

  @Test func pathsAreOfTheRepositoryWhereItIsKnown() throws {
    let folder = try Folder()
    let current = absolutePath(".")
    let above = current.split(separator: "/").dropLast().joined(separator: "/")
    let below = findingsContext(["GITHUB_WORKSPACE": "/" + above]).paths.relative("a")
    #expect(below == String(current.dropFirst(above.count + 2)) + "/a")
    #expect(findingsContext(["GITHUB_WORKSPACE": "/elsewhere"]).paths.relative("a") == "a")
    #expect(findingsContext([:]).paths.relative("a") == "a")
    #expect(folder.check("--format", "sarif").output.contains(#""uri":"file://"#))
  }

  @Test func theStepSummaryIsAppended() throws {
    let folder = try Folder()
    let summary = folder.path + "/summary"
    try writeFile(path: summary, bytes: "first\n".utf8)
    let environment = ["GITHUB_STEP_SUMMARY": summary, "GITHUB_ACTIONS": "true"]
    #expect(folder.check(environment: environment).output.hasPrefix("error[BT0201]: there is no field"))
    #expect(try folder.written("summary") == "first\n")
    let result = folder.check("--format", "github", environment: environment)
    #expect(result.output.hasPrefix("::error file="))
    #expect(result.output.hasSuffix("1 error in 1 file\n"))
    #expect(try folder.written("summary").hasPrefix("first\n### bantam check "))
    let failed = folder.check("--format", "github", environment: ["GITHUB_STEP_SUMMARY": folder.path])
    #expect(failed.status == .failed)
    #expect(failed.errors.hasPrefix("error[BT0912]"))
  }

  @Test func testsAsJUnit() throws {
    let folder = try Folder(
      """
      segment big of company { employees >= 100 }
      test "small & quiet" {
          as of 2026-03-01
          given company a { employees: 5 }
          expect a in big
      }
      test "large" {
          as of 2026-03-01
          given company a { employees: 500 }
          expect a in big
      }

      """)
    let result = runKept(["test", folder.path + "/rules", "--junit", folder.output])
    #expect(result.status == .findings)
    #expect(result.output.hasSuffix("1 test passed, 1 failed\n"))
    let xml = try folder.written()
    #expect(XMLParser(data: Data(xml.utf8)).parse())
    #expect(xml.contains(#"tests="2" failures="1""#))
    #expect(xml.contains(#"<testcase name="small &amp; quiet" classname="\#(folder.path)/rules/wrong.bant""#))
    #expect(runKept(["test", folder.path + "/rules", "--junit", folder.path + "/rules/right.bant"]).status == .failed)
  }
}
