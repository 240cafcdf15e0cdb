import BantamDiagnostics

/// The codes of this stage, explained.
public let planExplanations: [Explanation] = [
  Explanation(
    "BT0410", "weights and sums without a common measure",
    text: """
      Totals are exact fractions. Their denominator is built of the numbers behind `weight` and `sum to`; where these have \
      too few factors in common, it grows beyond what is exact. Rounder numbers mean the same in practice.
      """,
    wrong: """
      score fit {
          a weight 1 sum to 9973 { 1 per "visit" }
          b weight 1 sum to 9967 { 1 per "visit" }
          c weight 1 sum to 9949 { 1 per "visit" }
          d weight 1 sum to 9941 { 1 per "visit" }
          e weight 1 sum to 9931 { 1 per "visit" }
      }
      """,
    right: """
      score fit {
          a weight 1 sum to 10_000 { 1 per "visit" }
          b weight 1 sum to 10_000 { 1 per "visit" }
          c weight 1 sum to 9_950 { 1 per "visit" }
          d weight 1 sum to 9_950 { 1 per "visit" }
          e weight 1 sum to 9_930 { 1 per "visit" }
      }
      """)
]
