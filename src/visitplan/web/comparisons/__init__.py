"""What would it cost? A manager states scenarios of a day, has them compared, reads the report.

``asking`` a day's page: common questions, the editor, what was asked before · ``common`` questions
written as scenarios · ``report`` how far a comparison is, and its report · ``listing`` the days.
"""
