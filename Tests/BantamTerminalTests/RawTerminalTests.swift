import Foundation
import Testing

@testable import BantamTerminal

/// With a pseudo-terminal in the place of the real one; there is one raw terminal at a time.
@Suite(.serialized) struct RawTerminalTests {
  private let pair: PseudoTerminal

  init() throws { pair = try #require(PseudoTerminal()) }

  @Test func givesKeysAndPastes() throws {
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    #expect(pair.written(upTo: "\u{1B}[?2004h") == "\u{1B}[?2004h")
    pair.type("aé\u{1B}[A\u{3}\u{1B}[200~two\nlines\u{1B}[201~")
    for expected in [#""a""#, #""é""#, "up", "ctrl-c", "paste(two\nlines)"] {
      #expect(words([try #require(terminal.next(timeoutMilliseconds: 1_000))]) == expected)
    }
    #expect(terminal.next(timeoutMilliseconds: 0) == nil)
  }

  @Test func escapeAloneIsKnownAfterAMoment() throws {
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    pair.type("\u{1B}")
    #expect(terminal.next(timeoutMilliseconds: 5) == nil)
    var event: TerminalEvent?
    for _ in 0..<200 where event == nil { event = terminal.next(timeoutMilliseconds: 5) }
    #expect(event == .key(.escape))
  }

  @Test func settingsComeBack() throws {
    let before = pair.settings()
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    #expect(before & tcflag_t(ICANON | ECHO | ISIG) == tcflag_t(ICANON | ECHO | ISIG))
    #expect(pair.settings() & tcflag_t(ICANON | ECHO | ISIG) == 0)
    #expect(terminal.lend { pair.settings() } == before)
    #expect(pair.settings() != before)
    #expect(terminal.next(timeoutMilliseconds: 1_000) == .resized)
    terminal.close()
    #expect(pair.settings() == before)
    let on = "\u{1B}[?2004h"
    let off = "\u{1B}[?2004l\u{1B}[?25h"
    #expect(pair.written(upTo: on + off + on + off) == on + off + on + off)
  }

  @Test func oneAtATimeAndOnlyForTerminals() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    #expect(RawTerminal(input: ends[0], output: pair.inner) == nil)
    do {
      let first = try #require(RawTerminal(input: pair.inner, output: pair.inner))
      #expect(RawTerminal(input: pair.inner, output: pair.inner) == nil)
      first.close()
    }
    #expect(RawTerminal(input: pair.inner, output: pair.inner) != nil)
  }

  @Test func otherThreadsAndSignalsEndTheWaiting() throws {
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    pair.resize(columns: 33, rows: 7)
    #expect(terminal.size == (33, 7))
    // To the process, for the threads of tests keep signals away.
    kill(getpid(), SIGWINCH)
    #expect(terminal.next(timeoutMilliseconds: 5_000) == .resized)
    Thread.detachNewThread {
      usleep(20_000)
      RawTerminal.wake()
    }
    #expect(terminal.next(timeoutMilliseconds: 5_000) == .woken)
    kill(getpid(), SIGCONT)
    #expect(terminal.next(timeoutMilliseconds: 5_000) == .resized)
    #expect(terminal.next(timeoutMilliseconds: 0) == nil)
  }

  @Test func writesMoreThanTheTerminalTakesAtOnce() async throws {
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    _ = pair.written(upTo: "\u{1B}[?2004h")
    let text = String(repeating: "0123456789", count: 20_000)
    let pair = pair
    async let read = Task.detached { pair.read(text.utf8.count) }.value
    terminal.write(Array(text.utf8))
    #expect(await read == text)
  }

  @Test func noticesThatTheTerminalIsGone() throws {
    let terminal = try #require(RawTerminal(input: pair.inner, output: pair.inner))
    pair.hangUp()
    #expect(terminal.next(timeoutMilliseconds: 1_000) == .closed)
    terminal.write([0x78])
  }
}
