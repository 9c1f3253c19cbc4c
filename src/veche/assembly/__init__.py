"""What an assembly does, as a plain library: texts and their amendments, standing orders, speakers, tallies, seats, mandates.

No Django, no clock, no global state. `veche.rules` decides, `veche.counting` counts; here stands what lies between.
"""
