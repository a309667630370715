"""Radicals that stand for whole characters: they look the same, but no search finds them.

Copies out of PDF files hold them, because fonts name the radical for the drawing that both share.
"""

import unicodedata

KANGXI = range(0x2F00, 0x2FD6)
"""Each of these has its character in the Unicode Character Database (compatibility decomposition)."""
SUPPLEMENT = dict(
    zip(
        "⺎⺐⺓⺛⺟⺠⺻⻁⻄⻅⻆⻉⻋⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "兀尢幺旡母民聿虎西见角贝车镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Those of the supplement that are drawn as words by themselves; Unicode decomposes only two of them."""

WHOLE: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in KANGXI}
WHOLE |= {ord(radical): character for radical, character in SUPPLEMENT.items()}
WHOLE[0x2F3E] = "户"
"""From the radical to the character, for str.translate; one of them has the form of simplified Chinese."""
