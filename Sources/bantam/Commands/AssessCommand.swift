import BantamReport
import BantamSession

/// `bantam assess CONTACT DISCIPLINE POINTS`: a person's own points.
enum AssessCommand {
  static let command = Command(
    name: "assess",
    summary: "give a lead your own points in one discipline",
    description: """
      What a person found out stands in the place of the rule's points for one discipline of one lead; both are kept, \
      and `why` shows both. The lead is graded anew at once, and what follows from its grade is done. With --clear the \
      rule counts again.
      """,
    arguments: [
      Argument(value: Value("CONTACT", .text), help: "the lead, by key or e-mail address", isRequired: true),
      Argument(value: Value("DISCIPLINE", .text), help: "such as budget", isRequired: true),
      Argument(value: Value("POINTS", .text), help: "whole points from 0 to 100"),
    ],
    options: [
      .campaign, Option("note", Value("TEXT", .text), help: "how you know"),
      Option("clear", help: "the rule counts again"), .rules, .database, .asOf, .actor,
    ],
    examples: [
      Example("they have the money", "bantam assess 42 budget 100 --campaign spring --note \"signed by the board\"")
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let words = invocation.arguments
    if words.count < 3, !invocation.has("clear") {
      return console.report(UsageError.missingArgument("POINTS", command: "assess"))
    }
    if words.count > 2, invocation.has("clear") {
      return console.report(UsageError.surplusArgument(words[2], command: "assess"))
    }
    let points = words.count > 2 ? Int(words[2]) : nil
    return console.atDesk(invocation, rules: invocation.value("rules") ?? ".", isWriting: true) {
      desk throws(RunFailure) in
      if words.count > 2, points == nil { throw desk.badPoints(words[2]) }
      let done = try desk.assess(
        words[0], discipline: words[1], points: points, in: invocation.value("campaign"),
        note: invocation.value("note"))
      let who = called(done.contact, try desk.names(of: [done.contact]))
      console.writeWords("\(who) in \(done.campaign): \(words[1]) ")
      console.write(points.map { "\($0) by hand" } ?? "as the rule says")
      let before = done.totalBefore.map { tenths($0, 10_000) } ?? "–"
      console.write(", total \(before) → \(tenths(done.total, 10_000))")
      if let grade = done.grade {
        console.writeWords(
          done.gradeBefore == grade ? ", grade \(grade)" : ", grade \(done.gradeBefore ?? "–") → \(grade)")
      }
      console.write(".\n")
      console.writeRun(done.runID)
      return .clean
    }
  }
}
