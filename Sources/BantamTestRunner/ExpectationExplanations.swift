import BantamDiagnostics

/// The codes of failed expectations, explained.
public let expectationExplanations: [Explanation] = [
  Explanation(
    "BT0601", "a contact on the other side of a segment",
    text:
      "The test expects the contact in the segment and it is not, or the other way round. Where the answer rests on a "
      + "missing value, the message says so: perhaps the test should give it.",
    wrong: """
      segment large { employees >= 100 }
      test "large" {
          given company acme { employees: 99 }
          expect acme in large
      }
      """,
    right: """
      segment large { employees >= 100 }
      test "large" {
          given company acme { employees: 100 }
          expect acme in large
      }
      """),
  Explanation(
    "BT0602", "another total",
    text: "The message shows the points of each discipline. A total may be written exactly, or as it is shown: rounded "
      + "half up to one decimal.",
    wrong: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      test "fit" {
          given company acme { employees: 50 }
          expect acme fit = 100
      }
      """,
    right: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      test "fit" {
          given company acme { employees: 50 }
          expect acme fit = 60
      }
      """),
  Explanation(
    "BT0603", "another grade",
    text: "A grade follows from the total, unless a veto holds: then it is the lowest.",
    wrong: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      grades of fit { A from 70, B otherwise }
      test "fit" {
          given company acme { employees: 50 }
          expect acme grade A of fit
      }
      """,
    right: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      grades of fit { A from 70, B otherwise }
      test "fit" {
          given company acme { employees: 50 }
          expect acme grade B of fit
      }
      """),
  Explanation(
    "BT0604", "other points of a discipline",
    text: "Points are on a scale from 0 to 100 for each discipline, also for one with `sum to`.",
    wrong: """
      score fit { need weight 1 sum to 50 { 25 when employees >= 50 } }
      test "need" {
          given company acme { employees: 50 }
          expect acme fit.need = 25
      }
      """,
    right: """
      score fit { need weight 1 sum to 50 { 25 when employees >= 50 } }
      test "need" {
          given company acme { employees: 50 }
          expect acme fit.need = 50
      }
      """),
  Explanation(
    "BT0605", "a lead or not",
    text: "Leads are those in the audience whom no exclusion, sample, consent, other campaign or limit takes out.",
    wrong: """
      campaign north { internal, audience city = "Kiel" }
      test "north" {
          given company acme { city: "Ulm" }
          expect acme lead of north
      }
      """,
    right: """
      campaign north { internal, audience city = "Kiel" }
      test "north" {
          given company acme { city: "Ulm" }
          expect acme not lead of north
      }
      """),
  Explanation(
    "BT0606", "another suggestion", text: "What is suggested stands under the contact's grade.",
    wrong: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      grades of fit { A from 50 { suggest "call" }, B otherwise { suggest "wait" } }
      test "call" {
          given company acme
          expect acme suggested "call"
      }
      """,
    right: """
      score fit { size weight 1 { 60 when employees >= 50 } }
      grades of fit { A from 50 { suggest "call" }, B otherwise { suggest "wait" } }
      test "call" {
          given company acme
          expect acme suggested "wait"
      }
      """),
  Explanation(
    "BT0607", "certain, not for a missing value",
    text: "`for a missing value` says that the contact is outside, but could be inside if a value became known.",
    wrong: """
      segment large { employees >= 100 }
      test "large" {
          given company acme { employees: 5 }
          expect acme not in large for a missing value
      }
      """,
    right: """
      segment large { employees >= 100 }
      test "large" {
          given company acme
          expect acme not in large for a missing value
      }
      """),
]
