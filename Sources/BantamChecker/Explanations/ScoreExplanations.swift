import BantamDiagnostics

let scoreExplanations: [Explanation] = [
  Explanation(
    "BT0401", "a score without disciplines",
    text: "The total is the average of disciplines by their weights; a veto alone "
      + "gives none.",
    wrong: "score fit {\n    veto \"too small\" when employees < 5\n}",
    right: "score fit {\n    size weight 1 { 100 when employees >= 50 }\n    veto \"too small\" when employees < 5\n}"),
  Explanation(
    "BT0402", "no weight above 0",
    text: "The total divides by the sum of the weights. A discipline of weight 0 is shown, "
      + "but does not count.",
    wrong: "score fit {\n    size weight 0 { 100 when employees >= 50 }\n}",
    right: "score fit {\n    size weight 30 { 100 when employees >= 50 }\n}"),
  Explanation(
    "BT0403", "`otherwise` before other lines",
    text: "The first line that holds counts, and `otherwise` always holds, so what stands below is never reached.",
    wrong: "score fit {\n    size weight 1 {\n        0 otherwise\n        100 when employees >= 50\n    }\n}",
    right: "score fit {\n    size weight 1 {\n        100 when employees >= 50\n        0 otherwise\n    }\n}"),
  Explanation(
    "BT0404", "`per` without a sum",
    text: "A plain discipline takes its first line that holds. Points that count up belong in one with `sum to`.",
    wrong: "score fit {\n    need weight 1 { 10 per \"visit\" }\n}",
    right: "score fit {\n    need weight 1 sum to 100 { 10 per \"visit\" }\n}"),
  Explanation(
    "BT0405", "`otherwise` in a sum", text: "All lines of a sum that hold are added; without any, the sum is 0.",
    wrong: "score fit {\n    need weight 1 sum to 100 {\n        10 per \"visit\"\n        5 otherwise\n    }\n}",
    right: "score fit {\n    need weight 1 sum to 100 { 10 per \"visit\" }\n}"),
  Explanation(
    "BT0406", "points that cannot age",
    text: "Points age from the day of an activity, so the line has to say which: `when did \"…\"` or `per \"…\"`.",
    wrong: "score fit {\n    size weight 1 { 100 when employees >= 50 halving every 30 days }\n}",
    right: "score fit {\n    size weight 1 { 100 when did \"webinar\" halving every 30 days }\n}"),
  Explanation(
    "BT0407", "`up to` without `per`", text: "`up to` limits what `per` counts together. Points of `when` are fixed.",
    wrong: "score fit {\n    need weight 1 sum to 100 { 10 when did \"visit\" up to 40 }\n}",
    right: "score fit {\n    need weight 1 sum to 100 { 10 per \"visit\" up to 40 }\n}"),
  Explanation(
    "BT0408", "grades that do not fall",
    text:
      "A contact gets the first grade whose total it reaches, so a lower line with a higher total is never reached.",
    wrong:
      "score fit { size weight 1 { 100 when everyone } }\ngrades of fit {\n    B from 40\n    A from 70\n    C otherwise\n}",
    right:
      "score fit { size weight 1 { 100 when everyone } }\ngrades of fit {\n    A from 70\n    B from 40\n    C otherwise\n}"
  ),
  Explanation(
    "BT0409", "totals without a grade",
    text: "Every contact gets a grade, so the last line takes all totals that are left.",
    wrong: "score fit { size weight 1 { 100 when everyone } }\ngrades of fit {\n    A from 70\n}",
    right: "score fit { size weight 1 { 100 when everyone } }\ngrades of fit {\n    A from 70\n    B otherwise\n}"),
]
