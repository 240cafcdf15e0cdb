import Foundation
import SpecSupport
import Testing

/// `bantam test` says what the specs show: failures, coverage, changes that no test notices.
struct ConsoleTests {
  static func sections(_ name: String) -> [ConsoleSpec.Section] {
    (try? ConsoleSpec(path: "\(specFolder())/\(name).md").sections) ?? []
  }

  static let names = ["failures", "rule-sets", "coverage", "changes"]

  static let allSections = names.flatMap { sections($0) }

  @Test func specsAreRead() {
    #expect(Self.allSections.count >= 20)
    #expect(Self.names.allSatisfy { !Self.sections($0).isEmpty })
  }

  @Test(arguments: allSections)
  func holds(_ section: ConsoleSpec.Section) throws {
    #expect(!section.calls.isEmpty)
    let folder = try RuleFolder(section.rules)
    for (line, expected) in section.calls {
      let found = try folder.run(line)
      #expect(found == expected, "\(section.title): \(line)\n\(found)")
    }
  }
}
