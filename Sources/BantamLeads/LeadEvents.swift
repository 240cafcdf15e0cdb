import BantamProgram

/// What happens between us and a contact.
public struct LeadEvent: Sendable, Hashable {
  public var name: String
  /// What it says, in a line.
  public var words: String

  init(_ name: String, _ words: String) {
    self.name = name
    self.words = words
  }

  /// Those that mean the same in every rule set; a funnel may name others.
  public static let usual = [
    LeadEvent(StageGate.opened, "there is something to win here; with the amount that it may come to"),
    LeadEvent("opportunity_won", "it was won"),
    LeadEvent("opportunity_lost", "it was lost"),
    LeadEvent("offer_made", "an offer went out"),
    LeadEvent("offer_accepted", "the offer was taken"),
    LeadEvent("offer_declined", "the offer was turned down"),
    LeadEvent("order_placed", "something was ordered"),
    LeadEvent("order_invoiced", "an invoice went out"),
    LeadEvent("payment_received", "money came in"),
    LeadEvent("converted", "somebody converted the lead, as was suggested or not"),
    LeadEvent("demoted", "somebody put the lead back to a plain contact"),
  ]

  /// All names that a rule set knows: those of its funnels first. The event of new members is the runs' own.
  public static func known(_ program: Program) -> [String] {
    var names: [String] = []
    let ofFunnels = program.funnels.flatMap { $0.transitions.flatMap(\.events) }
    for name in ofFunnels + usual.map(\.name) where name != StageGate.joined && !names.contains(name) {
      names.append(name)
    }
    return names
  }
}
