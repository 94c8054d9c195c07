"""Chinese copy without end, of our own: every mark, figure, sign and foreign word."""

import random
from collections.abc import Iterator

from tests.press.type_samples import CHINESE

_SUBJECTS = (
    "河湾镇", "老码头合作社", "区图书馆", "几位退休教师", "镇里的渡船",
    "“红马甲”志愿队", "《河湾镇志》编写组", "新来的大学生", "修桥的工人们",
    "安娜·李", "一位姓梁的师傅",
)  # fmt: skip
_DEEDS = (
    "把旧仓库改成了阅览室", "一口气跑完了全程", "算清了三年的账", "在河边种下新树",
    "为老人送去热饭", "把石阶一级一级编上号", "重新开张了", "等来了第一班船",
    "学会了用手机挂号", "在雨里守了一夜", "把话说得明明白白", "没有说话",
)  # fmt: skip
_FIGURES = (
    "同比增长8.5%", "投资￥4200万元", "气温降到-3℃", "共1860元", "装机36 kW",
    "重12.5kg",
    "约为1/3", "在2021年11月23日", "下午3:45", "涨幅达27‰", "面积2.4万平方米",
    "从50%升到80%", "第108级", "每15min一班", "全长2.6km", "排在第1～3位", "编号A-17",
    "电话0550-1234567", "比分3∶2", "占九成五",
)  # fmt: skip
_FOREIGN = (
    "GPS", "CRTC设计院", "iPhone", "Wi-Fi", "Made in Hewan", "PM2.5", "5G", "WTO",
    "Beethoven", "hello@river.example", "internationalization", "don’t", "A/B", "App",
    "the old quay", "U盘", "T恤", "PDF", "Node.js",
)  # fmt: skip
_ASIDES = (
    "（共108级）", "（图②）", "（1989—2021）", "——这是后话——", "……", "“好，好！”",
    "《渡口》", "【快讯】", "‘一站式’", "（含“夫妻店”）", "《论〈河湾〉》",
    "（见A2版）", "☆", "①", "→", "🌸", "☀",
)  # fmt: skip
_JOINTS = ("，", "；", "、", "：", "——", "，而", "，据说", "；其中，")
_STOPS = ("。", "。", "。", "！", "？", "……", "？！", "！”", "。”", "。）")
_OPENS = {"！”": "“", "。”": "“", "。）": "（"}


def paragraphs(characters: int, seed: int = 1) -> Iterator[str]:
    """Write paragraphs until so many characters are reached; every third is prose."""
    dice = random.Random(seed)  # noqa: S311
    written = number = 0
    while written < characters:
        text = (
            CHINESE[number // 3 % len(CHINESE)][dice.randrange(12) :]
            if number % 3 == 0
            else "".join(_sentence(dice) for _ in range(dice.randint(1, 7)))
        )
        written += len(text)
        number += 1
        yield text


def _sentence(dice: random.Random) -> str:
    stop = dice.choice(_STOPS)
    clauses = [_clause(dice) for _ in range(dice.randint(1, 4))]
    text = clauses[0]
    for clause in clauses[1:]:
        text += dice.choice(_JOINTS) + clause
    return _OPENS.get(stop, "") + text + stop


def _clause(dice: random.Random) -> str:
    words = [dice.choice(_SUBJECTS)]
    if dice.random() < 0.25:
        words.append(dice.choice(_ASIDES))
    if dice.random() < 0.3:
        words.append("用" + dice.choice(_FOREIGN))
    words.append(dice.choice(_DEEDS))
    if dice.random() < 0.4:
        words.append("，" + dice.choice(_FIGURES))
    return "".join(words)
