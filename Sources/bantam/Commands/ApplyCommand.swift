import BantamReport
import BantamSession
import BantamSystem

/// `bantam apply FILE`: carries a plan out.
enum ApplyCommand {
  static let command = Command(
    name: "apply",
    summary: "carry out a plan that `bantam plan -o FILE` made",
    description: """
      Works the run out again with the plan's clock and writes it, all or nothing, if it is what the plan says. It is \
      refused where the rules or the database have changed since the plan was made.
      """,
    arguments: [Argument(value: Value("FILE", .file), help: "the plan", isRequired: true)],
    options: [
      Option("rules", Value("PATH", .file), help: "the rules", standard: "as the plan says"),
      Option("db", Value("FILE", .file), help: "the contact database", standard: "as the plan says"), .actor,
    ],
    examples: [Example("after a look at it", "bantam apply spring.plan")],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    Interrupt.install()
    do throws(RunFailure) {
      let result = try apply(
        planAt: invocation.arguments[0], rules: invocation.value("rules"), database: invocation.value("db"),
        actor: invocation.actor(console.environment))
      console.write(RunReport(result).closingText)
      return .clean
    } catch {
      return console.report(error)
    }
  }
}
