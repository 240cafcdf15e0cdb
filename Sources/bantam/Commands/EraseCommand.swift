import BantamReport
import BantamSession
import BantamSystem

/// `bantam erase CONTACT`: the right to erasure.
enum EraseCommand {
  static let command = Command(
    name: "erase",
    summary: "erase a contact on its request, for good",
    description: """
      Removes the contact and everything known about it from all of Bantam's tables, from the journal and from the \
      file, and prints a receipt. It cannot be taken back. Salted hashes of what identifies the contact stay, so that \
      an import does not bring it back. Runs before it cannot be replayed any more. Persons of a company are contacts of their own. A table of another program is \
      never written: its row has to be erased there.
      """,
    arguments: [
      Argument(value: Value("CONTACT", .text), help: "the contact's key or e-mail address", isRequired: true)
    ],
    options: [
      .rules, .database,
      Option("dry-run", short: "n", help: "show what would go and change nothing"),
      .asOf, .actor, .json,
    ],
    examples: [
      Example("by address", "bantam erase anna@example.com --rules demo"),
      Example("look first", "bantam erase 42 --rules demo --dry-run"),
      Example("keep the receipt", "bantam erase 42 --rules demo --json > receipt-42.json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    let rules = invocation.value("rules") ?? "."
    return console.atDesk(invocation, rules: rules, isWriting: true) { desk throws(RunFailure) in
      switch try desk.erase(invocation.arguments[0], isDryRun: invocation.has("dry-run")) {
      case .compacted(let compaction):
        console.writeWords(EraseReceipt.words(compaction) + "\n")
        return compaction == .done ? .clean : .findings
      case .erased(let erasure):
        let receipt = EraseReceipt(
          erasure, at: Timestamp.text(ofInstant: desk.started / 1000 * 1000, in: desk.zone),
          actor: invocation.actor(console.environment),
          database: invocation.databasePath(rules: rules, environment: console.environment),
          isDryRun: invocation.has("dry-run"))
        if invocation.has("json") { console.write(receipt.json) } else { console.writeWords(receipt.text) }
        if invocation.has("dry-run") { return .clean }
        return erasure.compaction == .done && erasure.otherTables.isEmpty ? .clean : .findings
      }
    }
  }
}
