import BantamLinter
import BantamProgram
import BantamSystem

/// Facts as the specs write them, one a line: `contacts 20`, `activities: order, demo_request`, a field with its values
/// (`city: Kiel, Plön`), a segment with its members (`huge 0`). Other segments have members.
func contactFacts(_ text: String, _ program: Program) -> ContactFacts {
  var facts = ContactFacts(contacts: 0, members: [:], values: [:], activityKinds: [])
  var members: [String: Int] = [:]
  for line in text.split(separator: "\n") {
    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      let values = Set(parts[1].split(separator: ",").map { foldCase(String($0)) })
      if parts[0] == "activities" {
        facts.activityKinds = values
      } else if let field = program.fields.lastIndex(where: { $0.name == parts[0] }) {
        facts.values[field] = values
      }
    } else {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "contacts" { facts.contacts = Int(words[1]) ?? 0 } else { members[words[0]] = Int(words[1]) }
    }
  }
  for (id, segment) in program.segments.enumerated() { facts.members[id] = members[segment.name] ?? 1 }
  return facts
}
