import Synchronization
import Testing

@testable import BantamSystem

@Suite struct ProcessTests {
  @Test(arguments: [0, 1, 2, 7, 1000])
  func everyPartRunsOnce(parts: Int) {
    let counts = (0..<max(parts, 1)).map { _ in Counter() }
    parallel(parts: parts, threads: 4) { counts[$0].add() }
    #expect(counts.prefix(parts).allSatisfy { $0.value == 1 })
  }

  @Test(
    arguments: [
      (true, .auto, [:], true), (false, .auto, [:], false), (false, .always, [:], true), (true, .never, [:], false),
      (true, .auto, ["NO_COLOR": "1"], false), (true, .auto, ["NO_COLOR": ""], true),
      (true, .auto, ["TERM": "dumb"], false),
      (true, .always, ["NO_COLOR": "1"], true), (false, .auto, ["CLICOLOR_FORCE": "1"], true),
      (true, .auto, ["CLICOLOR": "0"], false), (false, .auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
    ] as [(Bool, ColourChoice, [String: String], Bool)])
  func colour(isTerminal: Bool, choice: ColourChoice, environment: [String: String], expected: Bool) {
    #expect(Terminal.usesColour(isTerminal: isTerminal, choice: choice, environment: environment) == expected)
  }

  @Test(arguments: [("100", 100), ("5", 20), ("100000", 1000)])
  func width(columns: String, expected: Int) {
    #expect(Terminal.width(Terminal.standardOutput, environment: ["COLUMNS": columns]) == expected)
  }

  @Test func clocksRun() {
    #expect(Clock.now() > 1_700_000_000_000)
    let before = Clock.monotonicNanoseconds()
    #expect(Clock.monotonicNanoseconds() >= before)
    #expect(Clock.cpuNanoseconds() > 0)
    #expect(Clock.peakMemoryBytes() > 1 << 20)
  }

  @Test func interruptIsAFlag() {
    Interrupt.clear()
    #expect(!Interrupt.isRaised)
    Interrupt.raise()
    #expect(Interrupt.isRaised)
    Interrupt.clear()
  }
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
