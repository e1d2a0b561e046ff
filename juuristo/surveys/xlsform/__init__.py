"""XLSForm, the spreadsheet form that ODK, KoBo and others read and write.

``writing.write`` and ``reading.read`` are each other's inverse. What XLSForm has no word for stands
in columns of our own, which other tools pass over: ``about_me``, ``may_decline``, ``low_fi`` and
``high_fi``, and in the settings ``paging`` and ``form_title_sv``.
"""
