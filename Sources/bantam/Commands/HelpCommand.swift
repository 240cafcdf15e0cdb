import BantamChecker
import BantamDiagnostics
import BantamLinter

/// `bantam help [TOPIC]`: the list of commands, one command, or one code.
enum HelpCommand {
  static let command = Command(
    name: "help",
    summary: "explain a command or the code of a message",
    description: """
      Without a topic, lists all commands. A topic is a command, a code such as BT0101, which is explained with a \
      wrong and a right example, `fields`: the built-in fields of contacts and activities, or `events`: what may \
      happen between us and a contact.
      """,
    arguments: [Argument(value: Value("TOPIC", .command), help: "a command, or the code of a message")],
    examples: [
      Example("how to call `run`", "bantam help run"),
      Example("what a message means", "bantam help BT0901"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    guard let topic = invocation.arguments.first else {
      console.write(overview(isColoured: console.colorsOutput))
      return .clean
    }
    if let command = allCommands.first(where: { $0.name == topic }) {
      console.write(helpText(command, width: console.outputWidth ?? 100, isColoured: console.colorsOutput))
      return .clean
    }
    if topic == "fields" {
      console.write(Prelude.text + "\n")
      return .clean
    }
    if topic == "lint" {
      console.write(lintIndex)
      return .clean
    }
    if topic == "events" {
      console.write(EventCommand.page)
      return .clean
    }
    if let explanation = explanation(topic.uppercased()) {
      console.write(explanation.page)
      return .clean
    }
    return console.report(.unknownTopic(topic, nearest: nearestCommand(to: topic, in: allCommands.map(\.name))))
  }
}
