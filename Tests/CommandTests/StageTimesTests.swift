import BantamDiagnostics
import BantamLeads
import BantamProgram
import Testing

/// How long contacts stay at stages.
struct StageTimesTests {
  private let funnel: Funnel = {
    let span = Span(file: 0, start: 0, end: 0)
    return Funnel(
      name: "way", label: nil, isPerProject: true,
      stages: ["contact", "lead", "customer"].map {
        Stage(name: $0, label: nil, team: nil, isFinal: false, span: span)
      },
      transitions: [], span: span)
  }()

  @Test func staysEndWithTheNextOneOrNow() {
    var times = StageTimes(funnel, now: 100)
    times.beginContact()
    times.change(from: "contact", to: "lead", at: 10)
    times.change(from: "lead", to: "lead", at: 20)
    times.change(from: "lead", to: "customer", at: 40)
    times.beginContact()
    times.change(from: nil, to: "contact", at: 0)
    times.change(from: "contact", to: "lead", at: 90)
    let found = times.result()
    #expect(found.map(\.reached) == [2, 2, 1])
    #expect(found.map(\.stays) == [[90], [10, 30], [60]])
    #expect(found.map(\.median) == [90, 20, 60])
    #expect(found.map(\.mean) == [90, 20, 60])
    #expect(found.map(\.longest) == [90, 30, 60])
  }

  @Test func whoComesBackStaysTwiceAndIsReachedOnce() {
    var times = StageTimes(funnel, now: 100)
    times.change(from: nil, to: "lead", at: 0)
    times.change(from: "lead", to: "customer", at: 10)
    times.change(from: "customer", to: "lead", at: 15)
    let found = times.result()
    #expect(found.map(\.reached) == [0, 1, 1])
    #expect(found.map(\.stays) == [[], [10, 85], [5]])
  }

  @Test func aWindowIsThatOfEntering() {
    var times = StageTimes(funnel, now: 100, window: 10..<20)
    times.change(from: nil, to: "contact", at: 9)
    times.change(from: "contact", to: "lead", at: 10)
    times.change(from: "lead", to: "customer", at: 20)
    let found = times.result()
    #expect(found.map(\.reached) == [0, 1, 0])
    #expect(found.map(\.stays) == [[], [10], []])
  }

  @Test func whatIsOutOfOrderOrUnknownDoesNoHarm() {
    var times = StageTimes(funnel, now: 5)
    times.change(from: "gone", to: "lead", at: 10)
    times.change(from: "lead", to: "gone", at: 11)
    times.change(from: "lead", to: "customer", at: 3)
    #expect(times.result().map(\.stays) == [[], [0], [2]])
    #expect(StageTimes(funnel, now: 5).result().map(\.median) == [nil, nil, nil])
  }
}
