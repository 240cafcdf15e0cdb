import BantamDiagnostics
import BantamProgram
import BantamRepl
import BantamSession
import BantamStore
import BantamSystem
import Foundation
import SpecSupport
import Testing

/// Dialogues as Markdown, and the example of every command.
@Suite struct DialogueTests {
  static let examples = (try? specExamples(in: specFolder())) ?? []

  /// Nine contacts in a folder that is gone after the test.
  final class Place {
    let folder: String
    var database: String { folder + "/contacts.db" }

    init(rules: String = "") throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try writeFile(path: folder + "/rules.bant", bytes: rules.utf8)
      let store = try SQLiteContactStore(path: database, program: checkRules([]).program, access: .create)
      try store.database.execute(
        """
        INSERT INTO contact(id, kind, company_id, name, first_name, last_name, city, country, employees, email, created_at)
        VALUES (1, 'company', NULL, 'Förde Werft', NULL, NULL, 'Kiel', 'DE', 120, 'info@foerde.example', '2026-02-25T08:00:00Z'),
          (2, 'company', NULL, 'Alster Druck', NULL, NULL, 'Hamburg', 'DE', 60, NULL, '2026-01-10T08:00:00Z'),
          (3, 'company', NULL, 'Wiener Mehl', NULL, NULL, 'Wien', 'AT', 35, 'post@mehl.example', '2026-02-01T08:00:00Z'),
          (4, 'company', NULL, 'Ohne Angaben', NULL, NULL, NULL, NULL, NULL, NULL, '2025-06-01T08:00:00Z'),
          (5, 'person', 1, NULL, 'Anna', 'Petersen', 'Kiel', 'DE', NULL, 'anna@foerde.example', '2026-02-26T08:00:00Z'),
          (6, 'person', 1, NULL, 'Boy', 'Hansen', 'Eckernförde', 'DE', NULL, NULL, '2026-02-26T08:00:00Z'),
          (7, 'person', 2, NULL, 'Carla', 'Meyer', 'Hamburg', 'DE', NULL, 'carla@alster.example', NULL),
          (8, 'person', 3, NULL, 'Doris', 'Gruber', 'Wien', 'AT', NULL, 'doris@mehl.example', NULL),
          (9, 'person', NULL, NULL, 'Emil', 'Allein', NULL, NULL, NULL, NULL, NULL)
        """)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func repl() throws -> Repl {
      Repl(try Workbench(rules: folder, database: database, asOf: "2026-03-01", threads: 2))
    }

    /// The dialogue with its answers, as the spec writes it.
    func transcript(_ lines: some Sequence<Substring>) throws -> String {
      let repl = try repl()
      var text = ""
      var input = ""
      var goesOn = false
      func answer() {
        if input.isEmpty { return }
        let reply = repl.reply(to: input)
        text += reply.text.replacingOccurrences(of: folder + "/", with: "")
        if !reply.diagnostics.isEmpty {
          let style = RenderStyle(.plain, width: 100, hasSummary: false)
          text += render(reply.diagnostics, files: reply.files, style: style).replacingOccurrences(
            of: folder + "/", with: "")
        }
        input = ""
      }
      for line in lines {
        if line.hasPrefix("> ") {
          answer()
          input = String(line.dropFirst(2))
          goesOn = true
          text += line + "\n"
        } else if goesOn, line.hasPrefix("… ") {
          input += "\n" + line.dropFirst(2)
          text += line + "\n"
        } else {
          goesOn = false
        }
      }
      answer()
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        String(line.reversed().drop { $0 == " " }.reversed())
      }.joined(separator: "\n")
    }
  }

  @Test(arguments: examples) func dialogueIsAnswered(_ example: SpecExample) throws {
    let place = try Place(rules: example.ruleFiles.map(\.text).joined(separator: "\n"))
    let before = try readFile(path: place.database, maximumBytes: 1 << 24)
    let lines = example.expected.split(separator: "\n", omittingEmptySubsequences: false)
    let made = try place.transcript(lines)
    if let path = ProcessInfo.processInfo.environment["BANTAM_WRITE_DIALOGUES"] {
      try writeFile(path: path + "/" + example.title.replacingOccurrences(of: " ", with: "_"), bytes: made.utf8)
    }
    #expect(made.trimmingCharacters(in: .newlines) == example.expected.trimmingCharacters(in: .newlines))
    // A dialogue never writes.
    #expect(try readFile(path: place.database, maximumBytes: 1 << 24) == before)
  }

  @Test(arguments: Repl.Command.all.map(\.name)) func exampleOfACommandRuns(_ name: String) throws {
    let command = try #require(Repl.Command.all.first { $0.name == name })
    let place = try Place()
    let repl = try place.repl()
    var said = ""
    for line in command.example.input {
      // Files of the examples lie in the test's folder.
      let own = line.split(separator: " ").map {
        $0.hasSuffix(".csv") || $0.hasSuffix(".bant") ? place.folder + "/" + $0 : $0
      }
      let reply = repl.reply(to: own.joined(separator: " "))
      #expect(reply.diagnostics.map(\.message) == [])
      said = reply.text
    }
    #expect(said.contains(command.example.says) || command.example.says.isEmpty)
    #expect(repl.reply(to: ":help \(name)").text.contains(command.summary))
  }

  @Test func aSavedCriterionIsRead() throws {
    let place = try Place(rules: "segment germans { country = \"DE\" }\n# the end\n")
    let repl = try place.repl()
    for line in ["germans and employees > 50", "it and city = \"Kiel\"", ":save large"] {
      #expect(repl.reply(to: line).diagnostics.isEmpty)
    }
    // It would name itself.
    #expect(repl.reply(to: ":save germans").diagnostics.map(\.code) == ["BT0705"])
    #expect(repl.reply(to: ":reload").diagnostics.isEmpty)
    #expect(repl.reply(to: "large").text.hasPrefix("1 of 4 companies matches"))
    let text = String(decoding: try readFile(path: place.folder + "/rules.bant", maximumBytes: 1 << 20), as: UTF8.self)
    #expect(text.hasSuffix("# the end\n"))
  }

  /// Earlier criteria become text again, with brackets where they are needed only.
  @Test func aSavedCriterionIsPlain() throws {
    let place = try Place()
    let repl = try place.repl()
    let steps: [(lines: [String], name: String, expected: String)] = [
      (["employees > 20", "it", "it"], "a", "employees > 20\n"),
      (
        ["employees > 20 and city is known", "it and country = \"DE\""], "b",
        "employees > 20 and city is known and country = \"DE\""
      ),
      (
        ["employees > 20 or city is known", "it and country = \"DE\""], "c",
        "employees > 20 or city is known"
      ),
      (["employees > 20 and city is known", "not it"], "d", "employees > 20 and city is known"),
    ]
    for (lines, name, expected) in steps {
      for line in lines + [":save \(name) \(place.folder)/\(name).bant"] {
        #expect(repl.reply(to: line).diagnostics.map(\.message) == [], "\(line)")
      }
      let text = String(decoding: try readFile(path: place.folder + "/\(name).bant", maximumBytes: 1000), as: UTF8.self)
      #expect(text.contains(expected), "\(text)")
    }
    #expect(checkRules(try readRules(under: place.folder)).diagnostics.isEmpty)
  }

  /// What is saved holds for the contacts that were counted, however the steps are put together.
  @Test func aSavedCriterionMeansTheSame() throws {
    let atoms = [
      "employees > 50", "city = \"Hamburg\"", "country = \"DE\" and city is known",
      "employees > 50, city = \"Hamburg\"",
      "employees < 100 # big", "city = \"Kiel\"\ncountry = \"DE\"", "name contains \"e\" or employees is missing",
      "any { city = \"Kiel\", country = \"AT\" }",
    ]
    let steps = [
      "it", "not it", "it and country = \"DE\"", "it or city = \"Kiel\"", "any {\nit\nnot it\n}", "none {\nit\n}",
      "any { it, country = \"AT\" }", "it\ncity is known", "it and not it", "at least 1 of {\nit\nemployees > 30\n}",
    ]
    var random = SplitMix(seed: 9)
    let place = try Place()
    let repl = try place.repl()
    for round in 0..<120 {
      var said = repl.reply(to: random.pick(atoms))
      for _ in 0..<random.below(4) {
        let next = repl.reply(to: random.pick(steps))
        if next.diagnostics.isEmpty { said = next }
      }
      let name = "saved_\(round)"
      let file = place.folder + "/\(name).bant"
      #expect(repl.reply(to: ":save \(name) \(file)").diagnostics.map(\.message) == [])
      let count = said.text.prefix { $0 != " " }
      let text = String(decoding: try readFile(path: file, maximumBytes: 1 << 16), as: UTF8.self)
      #expect(repl.reply(to: name).text.hasPrefix("\(count) of "), "\(text) – \(said.text)")
      try removeFile(file)
      _ = repl.reply(to: ":reload")
    }
  }

  /// A new file among the rules is one of them, so it has to be right.
  @Test func aNewFileOfTheRulesIsChecked() throws {
    let place = try Place()
    let repl = try place.repl()
    for line in ["define foo = employees > 3", "foo and city is known"] { _ = repl.reply(to: line) }
    #expect(repl.reply(to: ":save bar \(place.folder)/new.bant").diagnostics.map(\.code) == ["BT0705"])
    #expect(!fileExists(place.folder + "/new.bant"))
    #expect(repl.reply(to: ":save foo \(place.folder)/foo.bant").diagnostics.isEmpty)
    #expect(repl.reply(to: "foo").diagnostics.isEmpty)
  }

  /// Contacts of somebody's own table have no activities; that is an answer, not a failure.
  @Test func contactsWithoutActivities() throws {
    let place = try Place(rules: "settings { contacts from table \"crm\" key \"id\" }\n")
    try Database(path: place.database, mode: .readWrite).execute(
      "CREATE TABLE crm(id INTEGER PRIMARY KEY, kind TEXT, name TEXT); INSERT INTO crm VALUES (1, 'person', 'Ann')")
    let repl = try place.repl()
    for line in ["did anything", "never did \"demo\"", "any person { did \"x\" }"] {
      let reply = repl.reply(to: line)
      #expect(reply.diagnostics.map(\.message) == [] && reply.text.contains("There are no activities"), "\(line)")
    }
  }

  @Test func rowsOfEarlierContactsAreNotShown() throws {
    let place = try Place()
    let repl = try place.repl()
    #expect(repl.reply(to: "employees > 30").text.hasPrefix("3 of 4"))
    try Database(path: place.database, mode: .readWrite).execute("DELETE FROM contact WHERE id IN (2, 9)")
    #expect(repl.reply(to: ":reload").diagnostics.isEmpty)
    for command in [":limit 5", ":sort employees", ":hist employees"] {
      #expect(repl.reply(to: command).diagnostics.isEmpty, "\(command)")
    }
    #expect(repl.reply(to: ":profile").diagnostics.map(\.code) == ["BT0705"])
    #expect(repl.reply(to: "it").text.hasPrefix("2 of 3"))
  }

  @Test func namesOfTheRulesStayTheirs() throws {
    let place = try Place(
      rules: "segment it_1 of company { employees > 100 }\nsegment big of company { it_1 and employees > 50 }\n")
    let repl = try place.repl()
    #expect(repl.reply(to: "country = \"AT\"").text.hasPrefix("2 of 9"))
    #expect(repl.reply(to: "big").text.hasPrefix("1 of 4"))
    #expect(repl.reply(to: "it and city is known").text.hasPrefix("1 of 9"))
  }

  @Test func earlierCriteriaGiveWay() throws {
    let place = try Place(rules: "segment target { country = \"DE\" }\n")
    let repl = try place.repl()
    for line in ["define a = employees > 50", "a", ":drop a", "target"] {
      #expect(repl.reply(to: line).diagnostics.isEmpty, "\(line)")
    }
    try writeFile(path: place.folder + "/rules.bant", bytes: "segment other { country = \"AT\" }\n".utf8)
    #expect(repl.reply(to: ":reload").diagnostics.isEmpty)
    #expect(repl.reply(to: "other").text.hasPrefix("2 of 9"))
  }

  @Test func whatWouldBreakTheRulesIsNotSaved() throws {
    let rules = "segment target { country = \"DE\" }\ndefine big = employees > 50\n"
    let place = try Place(rules: rules)
    let repl = try place.repl()
    _ = repl.reply(to: "define a = employees > 5")
    _ = repl.reply(to: "a and country = \"DE\"")
    for command in [
      ":save target", ":save big", ":save 9x", ":save segment", ":save y", ":save it", ":save b contacts.db",
    ] {
      #expect(repl.reply(to: command).diagnostics.map(\.code) == ["BT0705"], "\(command)")
    }
    #expect(
      String(decoding: try readFile(path: place.folder + "/rules.bant", maximumBytes: 1000), as: UTF8.self) == rules)
    #expect(!fileExists(place.folder + "/tried.bant"))
    for command in [":save a", "a", ":save y"] { #expect(repl.reply(to: command).diagnostics.isEmpty, "\(command)") }
    #expect(checkRules(try readRules(under: place.folder)).diagnostics.isEmpty)
  }
}
