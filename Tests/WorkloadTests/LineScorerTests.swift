import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore
import BantamSystem
import BantamWorkload
import Foundation
import SpecSupport
import Testing

/// Contacts as JSON lines get the points, totals and grades that SQLite's own SQL gives them in a database.
@Suite struct LineScorerTests {
  private func lines(of contacts: Range<Int>, _ write: (inout JSONWriter, String, SQLValue) -> Void) -> [UInt8] {
    var text: [UInt8] = []
    var row = 0
    ContactGenerator().contacts(ofBlock: 0) { (cells, _) throws(Never) in
      defer { row += 1 }
      guard contacts.contains(row) else { return }
      var writer = JSONWriter()
      writer.object { writer in
        for (column, cell) in zip(ContactGenerator.contactColumns, cells) where cell != .null {
          write(&writer, column.name, cell)
        }
      }
      text += Array(writer.text.utf8) + [0x0A]
    }
    return text
  }

  private func scored(_ lines: [UInt8], threads: Int, isBare: Bool = false) throws -> (
    text: String, LineScorer.Findings
  ) {
    let scratch = try Scratch.tenThousand.get()
    let scorer = LineScorer(try PlannedRules(under: scratch.rules, asOf: nil), isBare: isBare)
    var findings = LineScorer.Findings()
    var output: [UInt8] = []
    let padded = lines + [UInt8](repeating: 0, count: ReadAhead.paddingBytes)
    _ = scorer.score(padded, firstLine: 1, threads: threads, &findings) { output += $0 }
    return (String(decoding: output, as: UTF8.self), findings)
  }

  private func plain(_ writer: inout JSONWriter, _ name: String, _ cell: SQLValue) {
    switch cell {
    case .null: break
    case .integer(let number): writer.member(name, number)
    case .real(let number):
      writer.key(name)
      writer.double(number)
    case .text(let text): writer.member(name, text)
    }
  }

  @Test(arguments: [1, 3]) func sameAsTheSQL(_ threads: Int) throws {
    let (text, findings) = try scored(lines(of: 0..<10_000, plain), threads: threads)
    #expect(findings.contacts == 10_000 && findings.wrong == 0 && findings.misfits.isEmpty)
    let everybody = WorkloadSQL.leads.replacing(" WHERE \(WorkloadSQL.audience)", with: "")
    let scratch = try Scratch.tenThousand.get()
    let expected = try scratch.rows(everybody + " ORDER BY id")
    let audience = Set(try scratch.rows("SELECT id FROM contact WHERE \(WorkloadSQL.audience)").map { $0[0].text })
    let output = text.split(separator: "\n")
    #expect(output.count == 10_000)
    for (line, row) in zip(output, expected) {
      let object = try JSONValue(String(line))
      let own = try #require(object["bantam"])
      let score = try #require(own["scores"]?["bant"])
      let points = ["budget", "authority", "need", "time"].map { score["points"]?[$0]?.number ?? -1 }
      #expect(points == row[1...4].map { Double($0.text) ?? -2 }, "\(line)")
      #expect(score["total"]?.number == (Double(row[5].text) ?? 0) / 100, "\(line)")
      #expect(score["grade"]?.string == row[6].text)
      #expect((own["campaigns"]?.items.isEmpty == false) == audience.contains(row[0].text))
    }
  }

  /// Numbers and flags as texts, members in another order, repeated or unknown, texts with escapes: the same.
  @Test func writtenInAnotherWay() throws {
    let first = try scored(lines(of: 0..<500, plain), threads: 1, isBare: true).text
    let quoted = lines(of: 0..<500) { writer, name, cell in
      if name == "id" { plain(&writer, name, cell) } else { writer.member(name, cell.text) }
    }
    #expect(try scored(quoted, threads: 1, isBare: true).text == first)
    let escaped = lines(of: 0..<500) { writer, name, cell in
      writer.member("unknown \(name)", "x")
      writer.member(name, "wrong")
      plain(&writer, name, cell)
    }
    let text = String(decoding: escaped, as: UTF8.self).replacing("\"city\"", with: #""c\u0069ty""#)
      .replacing("Hamburg", with: #"Ham\u0062urg"#).replacing(",", with: " ,\t ")
    #expect(try scored(Array(text.utf8), threads: 2, isBare: true).text == first)
  }

  @Test func wrongLinesKeepTheirPlace() throws {
    let text = """
      {"id":1,"kind":"company"}

      {"id":2,"kind":"company"
      [1]
      {"id":"x9","employees":"many","lat":95}
      {"id":3,"a":{"b":[1,{"c":"}"}]},"employees":4e1}  \r
      nonsense
      {}
      """
    let (output, findings) = try scored(Array(text.utf8), threads: 1)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 9 && lines[1].isEmpty && lines[8].isEmpty)
    #expect([2, 3, 6].allSatisfy { lines[$0] == #"{"bantam":{"error":"no JSON object"}}"# })
    #expect(findings.wrongLines == [3, 4, 7] && findings.contacts == 4)
    #expect(findings.misfits["employees"]?.example == "many" && findings.misfits["lat"]?.count == 1)
    #expect(lines[7].hasPrefix(#"{"bantam":{"segments""#))
    for line in lines where !line.isEmpty { _ = try JSONValue(String(line)) }
  }

  /// The library call says what the lines say, whatever is called together.
  @Test func libraryCall() throws {
    let scratch = try Scratch.tenThousand.get()
    let scorer = ContactScorer(try PlannedRules(under: scratch.rules, asOf: nil))
    let lines = lines(of: 0..<300, plain)
    let output = try scored(lines, threads: 1).text.split(separator: "\n").map { try JSONValue(String($0)) }
    var objects = String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    objects.insert("[1]", at: 7)
    for size in [1, 50, objects.count] {
      var start = 0
      while start < objects.count {
        let part = Array(objects[start..<min(start + size, objects.count)])
        let judged = scorer.judge(part)
        #expect(judged.count == part.count && judged.misfits.isEmpty)
        for place in part.indices {
          let index = start + place
          #expect(judged.isObject(place) == (index != 7))
          if index == 7 {
            #expect(judged.score("bant", of: place) == nil && judged.segments(of: place).isEmpty)
            #expect(judged.campaigns(of: place).isEmpty)
            continue
          }
          let own = try #require(output[index < 7 ? index : index - 1]["bantam"])
          let expected = try #require(own["scores"]?["bant"])
          let score = try #require(judged.score("bant", of: place))
          func isSame(_ value: Double, _ name: String) -> Bool {
            abs(value - (expected[name]?.number ?? -1)) <= 0.00005
          }
          #expect(isSame(score.total, "total") && isSame(score.interval.lowerBound, "low"))
          #expect(isSame(score.interval.upperBound, "high"))
          #expect(score.grade == expected["grade"]?.string && score.veto == expected["veto"]?.string)
          #expect(score.nextQuestion == expected["next_question"]?.string)
          #expect(judged.segments(of: place) == own["segments"]?.items.compactMap(\.string))
          #expect(judged.campaigns(of: place) == own["campaigns"]?.items.compactMap(\.string))
        }
        start += size
      }
    }
    #expect(scorer.judge([]).count == 0)
    #expect(scorer.judge([#"{"employees": "many"}"#]).misfits == ["employees"])
    #expect(scorer.judge(["{}"]).score("unknown", of: 0) == nil)
  }

  @Test func byteOrderMark() throws {
    let (text, findings) = try scored([0xEF, 0xBB, 0xBF] + Array("{\"id\":1}\n{\"id\":2}\n".utf8), threads: 2)
    #expect(findings.wrong == 0 && findings.contacts == 2 && text.hasPrefix("{\"id\":1,"))
  }

  /// Samples and shared values do not depend on who is scored together.
  @Test func othersDoNotMatter() throws {
    let folder = NSTemporaryDirectory() + "bantam-score-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let rules = """
      segment twice { email is shared }
      segment half  { sample 1 of 2 }
      """
    try Data(rules.utf8).write(to: URL(fileURLWithPath: folder + "/a.bant"))
    let scorer = ContactScorer(try PlannedRules(under: folder, asOf: "2026-07-01"))
    let objects = (1...200).map { #"{"id": \#($0), "email": "a@\#($0 % 3).example"}"# }
    let together = scorer.judge(objects)
    var sampled = 0
    for (index, object) in objects.enumerated() {
      let alone = scorer.judge([object]).segments(of: 0)
      #expect(together.segments(of: index) == alone && !alone.contains("twice"))
      if alone.contains("half") { sampled += 1 }
    }
    #expect((60...140).contains(sampled))
  }

  /// Any bytes: as many lines come out as went in, each of them JSON where it went in as such.
  @Test func anyBytes() throws {
    var random = SplitMix(seed: 17)
    let pieces = [
      "{", "}", "[", "]", "\"", "\\", ":", ",", "1", "-", "e", "true", "null", "\"id\"", "\n", " ", "é", "\u{1}",
      "{\"id\":1}\n",
    ]
    for _ in 0..<300 {
      let text = (0..<random.below(60)).map { _ in random.pick(pieces) }.joined()
      let (output, _) = try scored(Array(text.utf8), threads: 2)
      let lines =
        text.split(separator: "\n", omittingEmptySubsequences: false).count
        - (text.hasSuffix("\n") || text.isEmpty ? 1 : 0)
      #expect(
        output.split(separator: "\n", omittingEmptySubsequences: false).count - 1 == lines, "\(text.debugDescription)")
    }
  }
}
