import BantamDiagnostics

let processExplanations: [Explanation] = [
  Explanation(
    "BT0501", "a part is missing",
    text: """
      A campaign says who is its audience and for which purpose they are written to (or `internal`: they are not). A \
      purpose has a legal basis and a channel. A funnel has stages.
      """,
    wrong: "campaign spring { audience everyone }", right: "campaign spring { audience everyone, internal }"),
  Explanation(
    "BT0502", "a part twice", text: "Only one of these lines can count.",
    wrong: "campaign spring {\n    internal\n    audience city = \"Kiel\"\n    audience city = \"Ulm\"\n}",
    right: "campaign spring {\n    internal\n    audience city in [\"Kiel\", \"Ulm\"]\n}"),
  Explanation(
    "BT0503", "lines that contradict each other",
    text: "An `internal` campaign writes to nobody, so it has no purpose.",
    wrong:
      "purpose news { basis consent, channel email }\ncampaign spring {\n    internal\n    audience everyone\n    purpose news\n}",
    right:
      "purpose news { basis consent, channel email }\ncampaign spring {\n    audience everyone\n    purpose news\n}"),
  Explanation(
    "BT0504", "a way out of a final stage", text: "A contact in a final stage is not moved any more.",
    wrong:
      "funnel two per contact {\n    stage lead\n    stage account final\n    account to lead when demoted\n}",
    right:
      "funnel two per contact {\n    stage lead\n    stage account final\n    lead to account when offer_accepted\n}"),
  Explanation(
    "BT0505", "an empty block",
    text: "It is open whether nobody is meant or everybody. For all, write `everyone`.",
    wrong: "segment all_of_them { }", right: "segment all_of_them { everyone }"),
  Explanation(
    "BT0506", "no status is a response",
    text: "`member of … who responded` asks for the statuses that the campaign declares as responses.",
    wrong:
      "campaign spring { internal, audience everyone, status \"Sent\" }\nsegment warm { member of spring who responded }",
    right: """
      campaign spring { internal, audience everyone, status "Sent", status "Called" responded }
      segment warm { member of spring who responded }
      """),
  Explanation(
    "BT0507", "unknown status", text: "A campaign that declares statuses has no others.",
    wrong: "campaign spring { internal, audience everyone, status \"Sent\" }\n"
      + "segment warm { member of spring with status \"Send\" }",
    right: "campaign spring { internal, audience everyone, status \"Sent\" }\n"
      + "segment warm { member of spring with status \"Sent\" }"),
]
