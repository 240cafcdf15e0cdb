import BantamSystem
import Foundation
import Testing

@testable import bantam

/// What help says, to the letter for two pages, and what holds for all of them.
struct HelpTests {
  @Test func theOverview() {
    let expected = """
      Bantam finds and grades leads: rules in plain words, contacts in a database.

      Usage:
        bantam COMMAND [options]

      Commands:
        init         begin a rule set that runs at once, with sample contacts
        import       read contacts and activities from CSV into the database
        check        find what is wrong with a rule set, and put it right
        fmt          bring rule files into the one style
        test         run the tests that stand in the rules
        run          evaluate the rules on the contacts and write the leads
        plan         show what a run would change, and save it for `apply`
        apply        carry out a plan that `bantam plan -o FILE` made
        diff         compare two rule sets on the contacts
        members      edit a campaign's list by hand
        leads        list the leads with grade, stage and owner
        assess       give a lead your own points in one discipline
        suggestions  list what the rules suggest and nobody has decided
        accept       do what is suggested for some leads, or for all of a grade
        decline      turn a suggestion down
        assign       show who would get which leads, or give one to somebody
        event        note an offer, an order, a payment, and move the contact on
        report       show the way from the audience to the payment in figures
        query        count the contacts that meet a condition, or list them
        repl         try conditions on the contacts, in a dialogue
        why          show why a contact is in or out, and how its score came about
        score        score contacts that come as JSON lines, without a database
        read         put the rules into plain sentences, in English or German
        doc          write the reference of a rule set, as one page of HTML or Markdown
        log          show who changed what and when
        undo         take back what a run or a single command changed
        replay       repeat an earlier run on a copy and compare
        export       write a segment, a campaign or the leads as CSV or JSON lines
        erase        erase a contact on its request, for good
        retention    show, and with --apply remove, what was kept long enough
        cache        show, check, make or drop the fast copy of the contacts
        help         explain a command, a code, or a part of the language
        completions  print a completion script for a shell

      Options:
        --help     show this help; `bantam COMMAND --help` shows a command's
        --version  show the version

      A first run:
        bantam init demo
        bantam import demo/data/*.csv --rules demo
        bantam run demo

      Exit status:
        0 clean, 1 findings, 2 the work could not be done

      """
    for words in [[], ["help"], ["--help"], ["-h"]] { #expect(runKept(words).output == expected) }
  }

  @Test func aCommandsPage() {
    let expected = """
      bantam export: write a segment, a campaign or the leads as CSV or JSON lines

      Usage:
        bantam export [PATH] (--segment NAME | --campaign NAME | --leads) [options]

      Rows go to standard output or to a file, which is written whole or not at all. CSV unless --json
      asks for one JSON object per line.

      Arguments:
        PATH  the folder of the rules, or one file (default: the current folder)

      Options:
            --db FILE        the contact database (default: $BANTAM_DB, else contacts.db beside the rules)
            --segment NAME   the contacts of a segment, evaluated now
            --campaign NAME  the members of a campaign as of its last run
            --leads          the leads of all campaigns with points and grades
            --as-of DATE     the instant a segment is evaluated at (default: as for run)
        -f, --fields A,B,C   the fields to write, in this order
        -o, --output FILE    write to a file in place of standard output
            --csv            print the rows as CSV
            --json           print one JSON object per line
            --rules PATH     the folder of the rules, or one file (default: the current folder)
            --color WHEN     colour the output: auto, always, never (default: auto)
        -h, --help           show this help

      Examples:
        # a segment for a mailing
        bantam export demo --segment target --fields name,email -o target.csv
        # all leads for a program
        bantam export demo --leads --json

      """
    #expect(runKept(["export", "--help"]).output == expected)
    #expect(runKept(["help", "export"]).output == expected)
  }

  @Test(arguments: allCommands.map(\.name))
  func everyPageFitsAndItsExamplesAreRight(_ name: String) throws {
    let command = try #require(allCommands.first { $0.name == name })
    let page = helpText(command, width: 80, isColoured: false)
    let examples = Set(command.examples.map { "  " + $0.line })
    for line in page.split(separator: "\n") where !examples.contains(String(line)) {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(!command.examples.isEmpty)
    for example in command.examples {
      let line = example.line.split(separator: ">")[0].replacing("eval \"$(", with: "").replacing(")\"", with: "")
      let parts = words(String(line))
      #expect(parts.prefix(2) == ["bantam", name])
      #expect(parseArguments(Array(parts.dropFirst(2)), of: command).errors.map(\.code) == [])
    }
  }

  @Test func helpWinsOverMistakesButNotBehindTwoDashes() {
    #expect(runKept(["run", "--nonsense", "-h"]).status == .clean)
    #expect(runKept(["apply", "a", "--", "--help"]).errors.contains("BT0910"))
  }

  @Test(arguments: [("rnu", "run"), ("improt", "import"), ("new", "init"), ("lint", "check")])
  func suggestsACommand(_ written: String, _ meant: String) {
    let result = runKept([written])
    #expect(result.status == .failed)
    #expect(result.output.isEmpty)
    #expect(result.errors == "error[BT0901]: unknown command `\(written)`\n  = help: did you mean `bantam \(meant)`?\n")
  }

  @Test func explainsCodesInAnyCase() {
    #expect(runKept(["help", "bt0904"]).output.hasPrefix("BT0904: a switch with a value\n\n"))
    #expect(runKept(["help", "BT9999"]).status == .failed)
  }

  /// What any failure can print has a page.
  @Test func everyCodeIsExplained() throws {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let names = FileManager.default.enumerator(atPath: root + "/Sources")?.allObjects as? [String] ?? []
    var codes: Set<String> = []
    for name in names where name.hasSuffix(".swift") {
      let text = String(decoding: try readFile(path: "\(root)/Sources/\(name)", maximumBytes: 1 << 24), as: UTF8.self)
      for match in text.matches(of: /"(BT\d{4})"/) { codes.insert(String(match.1)) }
    }
    #expect(codes.count > 100)
    #expect(codes.filter { explanation($0) == nil }.sorted() == [])
  }

  @Test func theVersionTouchesNothing() {
    #expect(runKept(["--version"]).output == "bantam \(programVersion)\n")
  }

  @Test func colourIsObeyed() {
    let words = ["run", "a", "b"]
    #expect(!runKept(words).errors.contains("\u{1B}"))
    #expect(runKept(words + ["--color=always"]).errors.contains("\u{1B}[1;31m"))
    #expect(runKept(words, environment: ["CLICOLOR_FORCE": "1"]).errors.contains("\u{1B}"))
    #expect(!runKept(words, environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).errors.contains("\u{1B}"))
  }
}
