import Testing

@testable import BantamDiagnostics

/// What `unifiedDiff` prints, and that it can be applied.
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, path: String = "a.bant") -> String {
    String(decoding: unifiedDiff(old: Array(old.utf8), new: Array(new.utf8), path: path), as: UTF8.self)
  }

  @Test func linesWithThreeOfContext() {
    let old = (1...20).map { "line \($0)\n" }
    var new = old
    new[4] = "five\n"
    new.remove(at: 17)
    #expect(
      diff(old.joined(), new.joined()) == """
        --- a.bant
        +++ a.bant
        @@ -2,7 +2,7 @@
         line 2
         line 3
         line 4
        -line 5
        +five
         line 6
         line 7
         line 8
        @@ -15,6 +15,5 @@
         line 15
         line 16
         line 17
        -line 18
         line 19
         line 20

        """)
  }

  @Test(arguments: [
    ("", "", ""),
    ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
    ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    ("a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"),
    ("a\n", "a\n\nb\n", "@@ -1 +1,3 @@\n a\n+\n+b\n"),
  ])
  func edges(_ old: String, _ new: String, _ hunks: String) {
    #expect(diff(old, new) == (hunks.isEmpty ? "" : "--- a.bant\n+++ a.bant\n" + hunks))
  }

  @Test func pathsAsGitTakesThem() {
    #expect(diff("a\n", "b\n", path: "./rules/a.bant").hasPrefix("--- rules/a.bant\n+++ rules/a.bant\n"))
    #expect(diff("a\n", "b\n", path: "my rules.bant").hasPrefix("--- my rules.bant\t\n+++ my rules.bant\t\n"))
    #expect(diff("a\n", "b\n", path: "a\n\"b").hasPrefix("--- \"a\\n\\\"b\"\n"))
  }

  @Test func coloursAreForEyes() {
    let text = String(
      decoding: unifiedDiff(old: Array("a\n".utf8), new: Array("\u{1B}[2J\n".utf8), path: "a", isColoured: true),
      as: UTF8.self)
    #expect(text.contains("\u{1B}[31m-a\u{1B}[0m\n\u{1B}[32m+␛[2J\u{1B}[0m\n"))
  }

  /// Random texts of few different lines, so that many lie far from where they were: what is applied gives the new text.
  @Test(arguments: [3, 8, 40, 2_000])
  func canBeApplied(_ kinds: Int) throws {
    var state: UInt64 = UInt64(kinds)
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for round in 0..<200 {
      var lines = (0..<below(kinds == 2_000 ? 900 : 40)).map { _ in "\(below(kinds))\n" }
      if below(3) == 0, !lines.isEmpty { lines[lines.count - 1].removeLast() }
      var changed = lines
      for _ in 0..<below(12) {
        let at = below(changed.count + 1)
        switch below(3) {
        case 0: changed.insert("\(below(kinds))\n", at: at)
        case 1: if at < changed.count { changed.remove(at: at) }
        default: if at < changed.count { changed[at] = "\(below(kinds))\n" }
        }
      }
      if round % 10 == 0 { changed.reverse() }
      for index in changed.indices.dropLast() where changed[index].last != "\n" { changed[index] += "\n" }
      let patch = diff(lines.joined(), changed.joined())
      #expect(try applied(patch, to: lines.joined()) == changed.joined())
    }
  }

  /// The patch applied, strictly: each line of context has to be there.
  private func applied(_ patch: String, to old: String) throws -> String {
    if patch.isEmpty { return old }
    let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    var position = 0
    var result = ""
    var last = ""
    for line in patch.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast() {
      if line.hasPrefix("@@") {
        let match = try #require(line.wholeMatch(of: /@@ -(\d+)(,(\d+))? \+\d+(,\d+)? @@/))
        let start = try #require(Int(match.1)) - (match.3 == "0" ? 0 : 1)
        while position < start {
          result += oldLines[position]
          position += 1
        }
      } else if line.hasPrefix("\\") {
        if last != "-" { result.removeLast() }
      } else {
        last = String(line.prefix(1))
        if last != "+" {
          #expect(oldLines[position] == line.dropFirst() + "\n")
          position += 1
        }
        if last != "-" { result += line.dropFirst() + "\n" }
      }
    }
    // The old text's last piece is what stands behind its last line end.
    while position < oldLines.count - 1 {
      result += oldLines[position]
      position += 1
    }
    if position < oldLines.count { result += oldLines[position].dropLast() }
    return result
  }
}
