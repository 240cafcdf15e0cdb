import BantamExplain
import BantamSession
import BantamSystem

/// `bantam why CONTACT [NAME]`
enum WhyCommand {
  static let command = Command(
    name: "why",
    summary: "show why a contact is in or out, and how its score came about",
    description: """
      Shows each condition as it is written with the answer and the contact's own values, the step that took it out of a \
      campaign, the points of its score with the line that gave them, and the smallest change that would turn the \
      answer round. NAME is a segment, a score or a campaign; without it all campaigns are explained, and where the \
      rules have none, all segments. Nothing is written.
      """,
    arguments: [
      Argument(value: Value("CONTACT", .text), help: "the contact's key or e-mail address", isRequired: true),
      Argument(value: Value("NAME", .text), help: "a segment, a score or a campaign"),
    ],
    options: [
      Option(
        "rules", Value("PATH", .file), help: "the folder of the rules, or one file", standard: "the current folder"),
      .database,
      Option(
        "as-of", Value("DATE", .moment), help: "the instant of the answers", standard: "the rules' `as of`, else now"),
      Option("all", short: "a", help: "also show what did not decide"), .json,
    ],
    examples: [
      Example("all campaigns of the rules below the current folder", "bantam why anna@example.com"),
      Example("one segment", "bantam why 225 target --rules demo"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let path = invocation.value("rules") ?? "."
    do throws(UsageError) { _ = try readRuleFiles(path) } catch { return console.report(error) }
    var request = OneContactRequest(
      rules: path, database: invocation.databasePath(rules: path, environment: console.environment),
      contact: invocation.arguments[0])
    request.name = invocation.arguments.count > 1 ? invocation.arguments[1] : nil
    request.asOf = invocation.value("as-of")
    Interrupt.install()
    do throws(RunFailure) {
      let contact = try loadOneContact(request)
      console.report(LoadWords(contact.load))
      let explanation = explain(contact, showsAll: invocation.has("all"))
      console.write(
        invocation.has("json")
          ? String(decoding: explanation.json(), as: UTF8.self)
          : explanation.text(width: console.outputWidth, isColoured: console.colorsOutput))
      return .clean
    } catch {
      return console.report(error)
    }
  }
}
