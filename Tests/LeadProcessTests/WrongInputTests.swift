import Foundation
import Testing

@testable import bantam

@testable import BantamStore

/// What people mistype: a message with a code and a cure, exit status 2, and not a byte changed.
struct WrongInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var line: String
    var code: String
    /// What the message says.
    var words: String
    var testDescription: String { line }
    init(_ line: String, _ code: String, _ words: String) {
      self.line = line
      self.code = code
      self.words = words
    }
  }

  static let because = "--because \"met at the fair\""

  static let unknownContacts = [
    "members add spring 77 \(because)", "members remove spring 5 77 \(because)", "members reset spring 77",
    "members status spring 77 --status Sent", "assess 77 budget 80 --campaign spring",
    "event 77 offer_made --project desks",
    "accept 77", "decline 77 \(because)", "assign --contact 77 --to sales --campaign spring", "erase 77",
    "log --contact 77", "why 77",
  ].map { Case($0, "BT1001", "there is no contact `77`") }

  static let several = [
    "members add spring f5@firm.example \(because)", "assess f5@firm.example budget 80 --campaign spring",
    "event F5@firm.example offer_made --project desks", "accept f5@firm.example", "erase f5@firm.example",
    "log --contact f5@firm.example", "assign --contact f5@firm.example --to sales --campaign spring",
  ].map { Case($0, "BT1002", "several contacts have the e-mail address") }

  static let unknownNames = [
    Case(
      "members add sprung 5 \(because)", "BT0703", "there is no campaign `sprung`\n  = help: did you mean `spring`?"),
    Case("members list sprung", "BT0703", "there is no campaign `sprung`"),
    Case("members reset sprung 5", "BT0703", "there is no campaign `sprung`"),
    Case(
      "members status spring 5 --status Sended", "BT0703",
      "there is no status `Sended`\n  = help: known: `Sent`, `Answered`"),
    Case("members status spring 1 --status Sent", "BT1015", "contact 1 is no lead of campaign `spring`"),
    Case(
      "assess 5 bugdet 80 --campaign spring", "BT0703",
      "there is no discipline `bugdet`\n  = help: did you mean `budget`?"),
    Case("assess 5 budget 80 --campaign sprung", "BT0703", "there is no campaign `sprung`"),
    Case("assess 5 budget 80", "BT0703", "which campaign is meant?\n  = help: known: `spring`, `autumn`"),
    Case("assess 1 budget 80 --campaign spring", "BT1015", "contact 1 is no lead of campaign `spring`"),
    Case(
      "event 5 offer_made --project dusks", "BT0703", "there is no project `dusks`\n  = help: did you mean `desks`?"),
    Case(
      "event 5 offer_maid --project desks", "BT0703",
      "there is no event `offer_maid`\n  = help: did you mean `offer_made`?"),
    Case("event 5 offer_made", "BT1019", "needs a project"),
    Case("event 5 offer_made --campaign sprung", "BT0703", "there is no campaign `sprung`"),
    Case("event 5 offer_accepted --project desks", "BT1011", "contact 5 stands at `lead`"),
    Case("event 5 campaign_joined --project desks", "BT1042", "is noted by runs"),
    Case("event 5 offer_made --project desks --amount -5", "BT1041", "is no amount here"),
    Case("event 5 offer_made --project desks --amount twelve", "BT1041", "is no amount here"),
    Case("event 5 offer_made --project desks --amount 1e9", "BT1041", "is no amount here"),
    Case("event 5 offer_made --project desks --amount 99999999999999999999", "BT1041", "is no amount here"),
    Case(
      "event 5 offer_made --project desks --at yesterday", "BT0905",
      "expected a date such as 2026-03-01 or 2026-03-01T09:30 for `--at`, found `yesterday`"),
    Case("assign --contact 5 --to nobodies --campaign spring", "BT0703", "there is no team `nobodies`"),
    Case("assign --contact 5 --to zoe@example.com --campaign spring", "BT0703", "there is no person `zoe@example.com`"),
    Case("accept --grade Z", "BT0703", "there is no grade `Z`"),
    Case("accept --campaign sprung", "BT0703", "there is no campaign `sprung`"),
    Case("accept --suggestion \"convert to prospects\"", "BT0703", "there is no suggestion `convert to prospects`"),
    Case("accept 1", "BT1018", "nothing is suggested for contact 1"),
    Case("decline --grade Z \(because)", "BT0703", "there is no grade `Z`"),
    Case("suggestions --grade Z", "BT0703", "there is no grade `Z`"),
    Case("leads --grade Z", "BT0703", "there is no grade `Z`"),
    Case("leads --stage nowhere", "BT0703", "there is no stage `nowhere`"),
    Case("run --campaign sprung", "BT0703", "there is no campaign `sprung`"),
    Case(
      "run --as-of 2026-02-30", "BT0905",
      "expected a date such as 2026-03-01 or 2026-03-01T09:30 for `--as-of`, found `2026-02-30`"),
    Case("undo 99", "BT0841", "there is no run 99"),
    Case("replay 99", "BT0841", "there is no run 99"),
    Case("log --run 99", "BT0841", "there is no run 99"),
  ]

  static let points = ["120", "-1", "101", "1e9", "80.5", "0x50", "eighty", "99999999999999999999", "８０"].map {
    Case("assess 5 budget \($0) --campaign spring", "BT1017", "expected whole points from 0 to 100, found `\($0)`")
  }

  /// Messages of wrong words say what is expected; those of missing ones name the help.
  static let words = [
    Case("assess 5 budget \"\" --campaign spring", "BT0905", "expected a POINTS for `POINTS`, found ``"),
    Case("assess 5 budget 80 --clear --campaign spring", "BT0910", "80"),
    Case("members add spring 5 --because \"\"", "BT0905", "expected a TEXT for `--because`, found ``"),
    Case("members remove spring 5 --because \" \"", "BT0905", "expected a TEXT for `--because`, found ` `"),
    Case("decline 5 --because \"\"", "BT0905", "expected a TEXT for `--because`, found ``"),
    Case("members add spring \"\" \(because)", "BT0905", "expected a CONTACT for `CONTACT`, found ``"),
    Case("members status spring 5 --status \"\"", "BT0905", "expected a TEXT for `--status`, found ``"),
    Case("event 5 \"\" --project desks", "BT0905", "for `EVENT`, found ``"),
    Case("accept \"\"", "BT0905", "expected a CONTACT for `CONTACT`, found ``"),
    Case("members add spring 5", "BT0908", "`--because`"), Case("members add spring \(because)", "BT0909", "`CONTACT`"),
    Case("members dance spring 5", "BT0905", "found `dance`"), Case("accept", "BT0909", "`CONTACT`"),
    Case("undo -1", "BT0905", "expected a whole number from 1 for `RUN`, found `-1`"),
    Case("undo latest", "BT0905", "expected a whole number from 1 for `RUN`, found `latest`"),
  ]

  /// Nothing of this is a contact, a campaign or a command of anybody's.
  static let sql = [
    "5; DROP TABLE contact", "5' OR '1'='1", "$(touch pwned)", "`touch pwned`", "5\u{0}6", "../5", "%s%n", "5 --",
  ]

  static let odd = sql.flatMap { text in
    [
      Case("members add spring \"\(text)\" \(because)", "BT1001", "there is no contact `"),
      Case("erase \"\(text)\"", "BT1001", "there is no contact `"),
      Case("members add \"\(text)\" 5 \(because)", "BT0703", "there is no campaign `"),
      Case("event 5 \"\(text)\" --project desks", "BT0703", "there is no event `"),
    ]
  }

  /// At work, with two contacts that share an address.
  private func firm() throws -> Firm {
    let firm = try Firm.small()
    try firm.sql("UPDATE contact SET email = 'f5@firm.example' WHERE id = 6")
    firm.must("run")
    return firm
  }

  @Test(arguments: unknownContacts + several + unknownNames + points + words + odd)
  func nothingIsChanged(_ example: Case) throws {
    let firm = try firm()
    let before = try firm.bytes()
    let result = firm.bantam(example.line)
    #expect(result.status.rawValue == 2, "\(result.all)")
    #expect(result.errors.contains("error[\(example.code)"), "\(result.errors)")
    #expect(result.errors.contains(example.words), "\(result.errors)")
    #expect(result.errors.contains("= help:") || example.code == "BT0905", "\(result.errors)")
    let isSame = try firm.bytes() == before
    #expect(isSame)
  }

  // MARK: Texts

  /// Text of people is kept as it is, whatever SQL or a shell would make of it.
  @Test(arguments: sql.filter { !$0.contains("\u{0}") } + ["ä — 漢字 👍🏽", "a\tb", " x ", "'; --"])
  func textsStayText(_ text: String) throws {
    let firm = try firm()
    func run(_ line: String, _ more: [String]) {
      let result = firm.bantam(words: firm.words(line) + more)
      #expect(result.status == .clean, "\(line): \(result.all)")
    }
    run("event 5 offer_made --project desks", ["--note", text, "--reference", text])
    run("assess 5 budget 7 --campaign spring", ["--note", text])
    run("members add spring 9", ["--because", text, "--as", text])
    run("decline 7", ["--because", text])
    #expect(try firm.rows("SELECT note, reference FROM bantam_event WHERE kind = 'offer_made'") == ["\(text)|\(text)"])
    #expect(try firm.rows("SELECT note FROM bantam_assessment") == [text])
    #expect(try firm.rows("SELECT reason, actor FROM bantam_member_edit") == ["\(text)|\(text)"])
    #expect(try firm.rows("SELECT reason FROM bantam_decision") == [text])
    #expect(try firm.rows("SELECT count(*) FROM contact") == ["12"])
  }

  @Test func aLongNote() throws {
    let firm = try firm()
    let note = String(repeating: "0123456789abcdef", count: 1 << 16)
    for (line, option) in [
      ("event 5 offer_made --project desks", "--note"), ("assess 5 budget 7 --campaign spring", "--note"),
      ("members add spring 9", "--because"), ("decline 7", "--because"),
    ] {
      let result = firm.bantam(words: firm.words(line) + [option, note])
      #expect(result.status == .clean, "\(result.errors.prefix(300))")
    }
    #expect(try firm.rows("SELECT length(note) FROM bantam_assessment") == ["1048576"])
    #expect(firm.must("log --contact 5").output.utf8.count < 5 << 20)
    firm.must("members list spring")
    firm.must("undo 4")
  }

  /// What a terminal would obey does not reach it, wherever it comes from.
  @Test func nothingThatATerminalObeysIsShown() throws {
    let firm = try firm()
    let evil = "\u{1B}[2J\u{1B}]0;pwned\u{7}\u{9B}31m\u{202E}\r\u{8}"
    try firm.sql(
      """
      UPDATE contact SET name = name || char(27) || '[31m' || char(7) || char(155) || char(8238) || char(13),
        email = id || char(27) || '@firm.example'
      """)
    var shown = ""
    func look(_ line: String, _ more: [String] = []) {
      let result = firm.bantam(words: firm.words(line, more))
      let isObeyed = result.all.unicodeScalars.contains { scalar in
        scalar != "\n" && (scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value)
          || scalar.value == 0x202E && !line.hasSuffix("--json")
      }
      #expect(!isObeyed, "\(line): \(result.all.debugDescription.prefix(800))")
      shown += result.all
    }
    look("run --as-of 2026-03-02")
    for line in [
      "event 5 offer_made --project desks --note", "event 12 order_placed --project desks --reference",
      "assess 6 budget 7 --campaign spring --note", "members add spring 9 --because",
      "members remove spring 12 --as \"x\" --because",
      "decline 7 --because", "members status spring 5 --status", "accept --suggestion",
      "assign --contact 5 --campaign spring --to",
      "event 5 --project desks", "members add", "erase", "why", "log --contact", "leads --owner", "leads --stage",
      "run --campaign", "undo",
    ] { look(line, [evil]) }
    look("event 6 offer_made --project desks", ["--as", evil])
    for line in [
      "log", "log --limit 100", "log --contact 5", "log --contact 9", "log --run 3", "log --run 4", "log --run 5",
      "log --run 6",
      "log --run 7", "members list spring", "leads", "suggestions", "report", "plan", "plan --lines", "why 5",
      "why 9 spring", "assign --dry-run", "log --json", "members list spring --json", "leads --json", "replay 2",
      "accept --grade A",
      "retention --as-of 2030-01-01", "erase 5", "erase 6 --json",
    ] { look(line) }
    #expect(shown.contains("␛[2J"))
    #expect(try firm.latestRun > 9)
  }
}
