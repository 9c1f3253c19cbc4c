"""A count for people, in any language of the house. Nothing here changes a count. From the top down:

drawing/        as pictures, with their words
record_text     as plain text
result_sheet    in words and tables, before anyone has decided how they look
sheet_parts     what a sheet is made of: names with values, grids, lines
fates, figures  what became of each candidate; votes with as many digits as the count has
"""
