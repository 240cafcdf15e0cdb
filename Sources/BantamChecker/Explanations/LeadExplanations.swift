import BantamDiagnostics

let leadExplanations: [Explanation] = [
  Explanation(
    "BT0508", "no e-mail address",
    text: "People are named by their e-mail addresses, so that a lead always has an owner one can write to.",
    wrong: "team sales [\"Anna\"]", right: "team sales [\"anna@example.com\"]"),
  Explanation(
    "BT0509", "a line that is never reached",
    text: """
      The lines of `assign` are asked in order, and the first that finds an owner counts. A single person without `when` \
      and `at most` takes everyone, so what stands below is never asked.
      """,
    wrong: """
      team sales ["anna@example.com"]
      campaign spring {
          internal
          audience everyone
          assign "boss@example.com"
          assign sales
      }
      """,
    right: """
      team sales ["anna@example.com"]
      campaign spring {
          internal
          audience everyone
          assign sales, at most 50 each per week
          assign "boss@example.com"
      }
      """),
  Explanation(
    "BT0510", "any other campaign than which?",
    text: """
      `member of any other campaign` asks for the members of all campaigns but the one it stands in, so it has a meaning \
      in the `audience` and `exclude` of a campaign only. Who is a member of this campaign already stays one.
      """,
    wrong: "segment left_alone { not member of any other campaign in last 90 days }",
    right: """
      campaign spring {
          internal
          audience everyone
          exclude member of any other campaign in last 90 days
      }
      """),
  Explanation(
    "BT0511", "a stage of another funnel",
    text: """
      What a grade suggests happens in the funnel of the campaign that qualifies with the score, and what a stage suggests \
      in its own. A stage of another funnel cannot be reached from there.
      """,
    wrong: leadExample(funnel: "    stage lead\n    stage account", stage: "customer"),
    right: leadExample(funnel: "    stage lead\n    stage account", stage: "account")),
  Explanation(
    "BT0512", "a stage without a funnel",
    text: "A campaign that does not belong to a project with a funnel has no stages, so nobody can be converted there.",
    wrong: leadExample(funnel: nil, stage: "customer"),
    right: leadExample(funnel: "    stage lead\n    stage customer", stage: "customer")),
]

/// A campaign whose grades suggest a stage; `funnel`: the stages of the funnel that it uses.
private func leadExample(funnel: String?, stage: String) -> String {
  """
  funnel other per contact { stage lead, stage customer }
  \(funnel.map { "funnel three_stage per project {\n\($0)\n}\n" } ?? "")score fit { size weight 1 { 100 when employees >= 50 } }
  grades of fit { A otherwise { suggest convert to \(stage) } }
  campaign spring {
      \(funnel == nil ? "" : "project rollout uses three_stage\n    ")internal
      audience everyone
      qualify with fit
  }
  """
}
