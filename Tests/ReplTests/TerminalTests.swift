import Foundation
import SpecSupport
import Testing

/// The real program on a pseudo-terminal, screen by screen.
@Suite(.serialized) struct TerminalTests {
  /// `## title`, then `keys` and `screen` fences in turn.
  struct Session: Sendable, CustomStringConvertible {
    var title: String
    var columns = 80
    var steps: [(keys: [String], screen: String)] = []
    var description: String { title }
  }

  static let sessions: [Session] = {
    let path = specFolder() + "/../Terminal/sessions.md"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    var sessions: [Session] = []
    var fence: (kind: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = fence {
        if line != "```" {
          fence?.lines.append(line)
          continue
        }
        fence = nil
        if open.kind == "keys" {
          sessions[sessions.count - 1].steps.append((open.lines, ""))
        } else {
          let last = sessions[sessions.count - 1].steps.count - 1
          sessions[sessions.count - 1].steps[last].screen = open.lines.joined(separator: "\n")
        }
      } else if line.hasPrefix("```") {
        fence = (String(line.dropFirst(3)), [])
      } else if line.hasPrefix("## ") {
        sessions.append(Session(title: String(line.dropFirst(3))))
      } else if line.hasPrefix("Columns: ") {
        sessions[sessions.count - 1].columns = Int(line.dropFirst(9)) ?? 80
      }
    }
    return sessions
  }()

  private static let keys: [String: String] = [
    "Enter": "\r", "Tab": "\t", "Esc": "\u{1B}", "Backspace": "\u{7F}", "Up": "\u{1B}[A", "Down": "\u{1B}[B",
    "Right": "\u{1B}[C", "Left": "\u{1B}[D", "Home": "\u{1B}[H", "End": "\u{1B}[F", "Alt-Enter": "\u{1B}\r",
    "Shift-Tab": "\u{1B}[Z", "Ctrl-A": "\u{01}", "Ctrl-C": "\u{03}", "Ctrl-D": "\u{04}", "Ctrl-E": "\u{05}",
    "Ctrl-K": "\u{0B}", "Ctrl-L": "\u{0C}", "Ctrl-R": "\u{12}", "Ctrl-U": "\u{15}", "Ctrl-W": "\u{17}",
    "Ctrl-Y": "\u{19}", "Ctrl-_": "\u{1F}", "Alt-B": "\u{1B}b",
  ]

  /// A line in quotes is typed, `resize 40x20` and names of keys are what they say.
  private static func press(_ line: String, _ program: DrivenProgram) {
    if line.hasPrefix("'") {
      program.type(String(line.dropFirst().dropLast()))
    } else if line.hasPrefix("paste ") {
      program.type("\u{1B}[200~" + line.dropFirst(6).replacing("\\n", with: "\n") + "\u{1B}[201~")
    } else if line.hasPrefix("resize ") {
      let numbers = line.dropFirst(7).split(separator: "x").compactMap { Int($0) }
      program.resize(columns: numbers[0], rows: numbers[1])
    } else {
      for key in line.split(separator: " ") { program.type(keys[String(key)] ?? "?") }
      // Escape and another key at once are one key.
      if line.hasSuffix("Esc") { Thread.sleep(forTimeInterval: 0.3) }
    }
  }

  private static let rules = """
    segment germans "Deutsche Kontakte" { country = "DE" }
    define big = employees > 50
    """

  @Test(arguments: sessions) func screensAreAsWritten(_ session: Session) throws {
    let place = try DialogueTests.Place(rules: Self.rules)
    let program = try #require(
      DrivenProgram(
        ["repl", place.folder, "--db", place.database, "--as-of", "2026-03-01"], columns: session.columns))
    #expect(program.waitForPrompt())
    var made = "## \(session.title)\n"
    for step in session.steps {
      // What is pressed together comes one after the other, as typed.
      for line in step.keys { Self.press(line, program) }
      let screen = program.screen(like: step.screen, seconds: isWriting ? 1 : 15)
      made += "\n```keys\n\(step.keys.joined(separator: "\n"))\n```\n\n```screen\n\(screen)\n```\n"
      if !isWriting { #expect(screen == step.screen, "after \(step.keys)") }
    }
    if let folder = ProcessInfo.processInfo.environment["BANTAM_WRITE_SCREENS"] {
      try made.write(toFile: "\(folder)/\(session.title)", atomically: true, encoding: .utf8)
    }
  }

  private var isWriting: Bool { ProcessInfo.processInfo.environment["BANTAM_WRITE_SCREENS"] != nil }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT]) func aKilledSessionLeavesTheTerminalSane(_ signal: Int32) throws
  {
    let place = try DialogueTests.Place()
    let program = try #require(DrivenProgram(["repl", place.folder, "--db", place.database]))
    #expect(program.waitForPrompt())
    program.type("employees > 5")
    #expect(program.screen(like: "", seconds: 1).contains("employees > 5"))
    #expect(!program.isSane)
    program.send(signal)
    #expect(program.ending() == signal)
    #expect(program.isSane)
  }

  @Test(arguments: ["\u{04}", ":quit\r"]) func leavingRestoresTheTerminal(_ way: String) throws {
    let place = try DialogueTests.Place()
    let program = try #require(DrivenProgram(["repl", place.folder, "--db", place.database]))
    #expect(program.waitForPrompt())
    program.type(way)
    #expect(program.ending() == 0)
    #expect(program.isSane)
  }

  @Test func aPasteOfTenThousandLinesIsTaken() throws {
    let place = try DialogueTests.Place()
    let program = try #require(DrivenProgram(["repl", place.folder, "--db", place.database]))
    #expect(program.waitForPrompt())
    program.type("\u{1B}[200~any {\n" + String(repeating: "    city = \"Kiel\"\n", count: 9_998) + "}\u{1B}[201~")
    var screen = ""
    for _ in 0..<20 where !screen.contains("line 10,000 of 10,000") { screen = program.screen(like: "", seconds: 1) }
    #expect(screen.contains("line 10,000 of 10,000"))
    program.type("\r")
    for _ in 0..<60 where !screen.contains("2 of 9 contacts match") { screen = program.screen(like: "", seconds: 1) }
    #expect(screen.contains("2 of 9 contacts match"))
  }

  @Test(arguments: [["--no-live"], []]) func withoutLiveViewLinesAreAnswered(_ options: [String]) throws {
    let place = try DialogueTests.Place(rules: Self.rules)
    let environment = options.isEmpty ? ["TERM": "dumb"] : [:]
    let program = try #require(
      DrivenProgram(["repl", place.folder, "--db", place.database] + options, environment: environment))
    #expect(program.waitForPrompt())
    program.type("germans\n")
    let screen = program.screen(like: "", seconds: 2)
    #expect(screen.contains("5 of 9 contacts match"))
    program.type("\u{04}")
    #expect(program.ending() == 0)
  }
}
