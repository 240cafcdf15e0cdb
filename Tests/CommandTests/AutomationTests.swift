import BantamSystem
import Foundation
import Testing

@testable import bantam

/// What calls the program from outside, the action and the hooks, calls it as it can be called.
struct AutomationTests {
  private static func lines(_ path: String) throws -> [String] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let text = String(decoding: try readFile(path: root + "/" + path, maximumBytes: 1 << 20), as: UTF8.self)
    return text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }

  /// The codes of what is wrong with a call; a command that is not there is one too.
  private func mistakes(_ line: String) -> [String] {
    let parts = words(line)
    guard parts.count > 1, let command = allCommands.first(where: { $0.name == parts[1] }) else { return ["BT0901"] }
    return parseArguments(Array(parts.dropFirst(2)), of: command).errors.map(\.code)
  }

  @Test func theActionsCallsAreRight() throws {
    let calls = try Self.lines(".github/actions/bantam/action.yml").filter { $0.hasPrefix("bantam ") }
    #expect(calls.count == 3)
    for call in calls {
      let command = call.components(upTo: [" || ", " > "])
      #expect(mistakes(command) == [], "\(command)")
    }
    #expect(mistakes("bantam check --rules=\"$RULES\" --format nonsense") == ["BT0905"])
  }

  /// Inputs come through the environment: as text of a script they could be commands.
  @Test func noInputIsPutIntoAScript() throws {
    let lines = try Self.lines(".github/actions/bantam/action.yml")
    let allowed = ["value: ", "path: ", "key: ", "ROOT: ", "FOLDER: ", "RULES: ", "SARIF: ", "JUNIT: ", "FAIL: "]
    let expressions = lines.filter { $0.contains("${{") }
    #expect(expressions.count > 5)
    for line in expressions { #expect(allowed.contains { line.hasPrefix($0) }, "\(line)") }
  }

  @Test func theHooksCallsAreRight() throws {
    let text = try Self.lines(".pre-commit-hooks.yaml").joined(separator: "\n")
    let hooks = text.components(separatedBy: "- id: ").dropFirst()
    #expect(hooks.count == 2)
    for hook in hooks {
      let entry = hook.split(separator: "\n").first { $0.hasPrefix("entry: ") }?.dropFirst(7) ?? ""
      let takesNames = !hook.contains("pass_filenames: false")
      let call = "\(entry) \(takesNames ? "a.bant b.bant" : "rules")"
      #expect(mistakes(call) == [], "\(call)")
      #expect(hook.hasPrefix(entry.split(separator: " ").joined(separator: "-")))
    }
  }
}

extension String {
  /// The part before the first of some separators.
  fileprivate func components(upTo separators: [String]) -> String {
    separators.reduce(self) { text, separator in
      text.firstRange(of: separator).map { String(text[..<$0.lowerBound]) } ?? text
    }
  }
}
