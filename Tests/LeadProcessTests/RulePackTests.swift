import BantamChecker
import BantamDiagnostics
import Testing

@testable import BantamSession

/// The rules that are kept with a run come back as they were.
struct RulePackTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var values: [String]?
    var parents: [String]?
  }

  @Test(arguments: [
    Example(testDescription: "values and their parents", values: ["Kiel", "Lübeck"], parents: ["SH", "SH"]),
    Example(testDescription: "a value with a line end", values: ["one\ntwo", "three"], parents: ["a", "b\n"]),
    Example(testDescription: "a single empty parent", values: ["Kiel"], parents: [""]),
    Example(testDescription: "empty values", values: ["", ""], parents: nil),
    Example(testDescription: "an empty list", values: [], parents: []),
    Example(testDescription: "no such column", values: nil, parents: nil),
  ])
  func aListComesBack(_ example: Example) throws {
    let key = RulePack.ListKey(path: "cities.csv", ruleFile: "rules/a.bant", column: "city", parent: nil)
    let list = ListFile(columns: ["city", "a\nb", ""], values: example.values, parents: example.parents)
    let pack = RulePack([SourceFile(path: "rules/a.bant", text: "edition 1\n")], [key: list])
    let read = try #require(RulePack(bytes: pack.bytes))
    #expect(read.files.map(\.bytes) == pack.files.map(\.bytes))
    #expect(Array(read.lists.keys) == Array(pack.lists.keys))
    let found = try #require(read.lists.values.first)
    #expect(found.columns == list.columns)
    #expect(found.values == example.values)
    #expect(found.parents == example.parents)
    #expect(read.bytes == pack.bytes)
  }

  @Test func aColumnWithoutANameIsNotNoColumn() throws {
    let empty = RulePack.ListKey(path: "a.csv", ruleFile: "", column: "", parent: nil)
    let none = RulePack.ListKey(path: "a.csv", ruleFile: "", column: nil, parent: nil)
    let lists = [
      empty: ListFile(columns: [], values: ["empty"], parents: nil),
      none: ListFile(columns: [], values: ["none"], parents: nil),
    ]
    let read = try #require(RulePack(bytes: RulePack([], lists).bytes))
    #expect(read.lists[empty]?.values == ["empty"])
    #expect(read.lists[none]?.values == ["none"])
  }

  /// Bytes from elsewhere are no pack; none of them stops the program.
  @Test func cutOffBytesAreNoPack() {
    let key = RulePack.ListKey(path: "a.csv", ruleFile: "a.bant", column: nil, parent: "b")
    let list = ListFile(columns: ["a", "b"], values: ["1", "2"], parents: ["3", "4"])
    let bytes = RulePack([SourceFile(path: "a.bant", text: "edition 1\n")], [key: list]).bytes
    let whole = (0..<bytes.count).filter { RulePack(bytes: Array(bytes[..<$0])) != nil }
    // After its files a pack may end.
    #expect(whole == [bytes.count - "5:a.csv,6:a.bant,0:,2:=b,5:2 2 2,1:a,1:b,1:1,1:2,1:3,1:4,".utf8.count])
    for text in ["1:,", "99:files 1,", "7:files 1,", "8:files -1,", "7:files 0,1:a,1:b,0:,0:,5:9 9 9,"] {
      #expect(RulePack(bytes: Array(text.utf8)) == nil, "\(text)")
    }
  }
}
