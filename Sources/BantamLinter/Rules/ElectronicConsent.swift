import BantamProgram
import BantamSystem

/// Electronic advertising that does not rest on consent.
enum ElectronicConsent: LintRule {
  static let manual = LintManual(
    "BT1234", "consent-for-electronic", "electronic messages without consent",
    text: """
      Advertising by e-mail, text message, messenger, fax or push needs the consent of who gets it (ePrivacy directive, \
      Article 13; in Germany UWG, section 7). A legitimate interest is not enough. The one exception are customers who \
      left their e-mail address when they bought, for similar goods, as long as they do not object: write it as `basis \
      contract when` and the condition that they bought. Calls and letters have rules of their own and are not meant.
      """,
    wrong: """
      purpose news { basis legitimate interest, channel email, keep 2 years }
      """,
    right: """
      purpose news { basis consent, channel email, keep 2 years }
      purpose more_of_it { basis contract when did "order" in last 2 years, channel email, keep 2 years }
      """)

  private static let channels: Set = [
    "email", "emails", "newsletter", "sms", "mms", "textmessage", "whatsapp", "messenger", "telegram",
    "signal", "threema", "fax", "telefax", "push", "pushmessage", "chat", "linkedin", "facebook", "instagram",
  ]

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    for purpose in context.program.purposes where purpose.basis != .consent {
      let channel = foldCase(purpose.channel).filter { $0 != "_" && $0 != "-" }
      guard channels.contains(channel) else { continue }
      if purpose.basis == .contract, purpose.condition != nil { continue }
      findings.report(
        "`\(purpose.name)` writes by `\(purpose.channel)` on the basis of \(words(purpose.basis)): advertising by it needs "
          + "consent",
        at: purpose.span,
        help: "write `basis consent`; for customers who bought something similar, `basis contract when did \"order\" …`"
      )
    }
  }

  private static func words(_ basis: Purpose.Basis) -> String {
    switch basis {
    case .consent: "consent"
    case .contract: "a contract"
    case .legitimateInterest: "a legitimate interest"
    }
  }
}
