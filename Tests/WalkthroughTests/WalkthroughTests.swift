import Foundation
import Testing

/// The pages that lead through a whole process show what the program really prints, step by step.
///
/// After a change of words this fills the pages again; then read the difference:
///
///     BANTAM_REFILL=1 swift test --filter WalkthroughTests
@Suite struct WalkthroughTests {
  @Test(arguments: ["scopevisio", "salesforce"])
  func eachStepPrintsWhatThePageShows(_ name: String) throws {
    let path = "\(Walker.root)/rules/\(name)/walkthrough.md"
    let original = try String(contentsOfFile: path, encoding: .utf8)
    var walkthrough = Walkthrough(page: original)
    #expect(walkthrough.page == original, "the page is taken apart and put together again")
    let refills = ProcessInfo.processInfo.environment["BANTAM_REFILL"] == "1"
    let walker = try Walker()
    for (index, part) in walkthrough.parts.enumerated() {
      guard case .step(let commands, let shown) = part else { continue }
      let found = try commands.map { try walker.type($0) }.joined()
      if Walkthrough.matches(found, shown: shown) { continue }
      if refills {
        walkthrough.parts[index] = .step(commands: commands, shown: Walkthrough.shortened(found, like: shown))
      } else {
        #expect(found == shown, "\(commands.joined(separator: "\n"))")
      }
    }
    if refills, walkthrough.page != original {
      try walkthrough.page.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  /// What the README says beside each step of the process stands in the rules, and its commands are those of the walk.
  @Test(arguments: ["scopevisio", "salesforce"])
  func theChecklistIsTrue(_ name: String) throws {
    let folder = "\(Walker.root)/rules/\(name)"
    func text(_ file: String) throws -> String { try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".bant") }
    let rules = try files.map(text)
    let walk = try text("walkthrough.md")
    let page = try text("README.md").components(separatedBy: "\n```")
    for (index, fence) in page.enumerated() where index % 2 == 1 {
      let lines = fence.split(separator: "\n", omittingEmptySubsequences: false)
      if lines[0] == "bant" {
        for piece in fence.dropFirst(5).components(separatedBy: "\n\n") {
          #expect(rules.contains { ("\n" + $0).contains("\n" + piece) }, "the rules do not say:\n\(piece)")
        }
      } else if lines[0] == "sh" {
        for line in lines.dropFirst() { #expect(walk.contains("\n\(line)\n"), "the walk has no step \(line)") }
      }
    }
  }

  @Test func gaps() {
    #expect(Walkthrough.matches("a\nb\nc\n", shown: "a\nb\nc\n"))
    #expect(Walkthrough.matches("a\nb\nc\n", shown: "a\n…\n"))
    #expect(Walkthrough.matches("a\nb\nc\nd\n", shown: "a\n…\nd\n"))
    #expect(Walkthrough.matches("a\nb\nc\nd\n", shown: "…\nc\n…\n"))
    #expect(!Walkthrough.matches("a\nb\nc\n", shown: "a\nb\n"))
    #expect(!Walkthrough.matches("a\nb\nc\n", shown: "a\n…\nb\n"))
    #expect(!Walkthrough.matches("a\nb\nc\nd\n", shown: "a\n…\nx\n…\nd\n"))
    #expect(Walkthrough.shortened("a\nb\nc\nd\n", like: "x\n…\ny\n") == "a\n…\nd\n")
  }
}
