"""Text to set, and type to set it with, for the tests of fonts and lines."""

import re
from functools import cache
from itertools import pairwise

from newsletter.layout import load_layout
from newsletter.press.fonts import Fonts, load_fonts
from newsletter.press.lines import rules_for, set_lines
from newsletter.press.values import Copy, Line, Piece, Run
from tests.builders import a_publication

CHINESE = (
    (
        "“老码头真的又热闹起来了！”清晨六点，河湾镇的渡船鸣响汽笛，岸边已经站满了赶"
        "集的人。据镇里统计，2021年前三季度，码头客流达12.6万人次，比2019年同期增长"
        "8.5%；沿河新开的小店有137家，其中“夫妻店”占了六成。摆渡三十年的老船工说：“"
        "以前愁没客，现在愁船小——这样的愁，越多越好。”说完，他笑着解开缆绳……"
    ),
    (
        "码头修缮工程去年3月动工，总投资￥4200万元，由镇政府与CRTC设计院共同完成。"
        "设计图纸改了十一稿，最后一稿保留了全部石阶（共108级）和那棵百年榕树。《河"
        "湾镇志》记载：“石阶，清乾隆年间里人捐建。”施工队把每块石头编上号，拆下、清"
        "洗、再原样砌回去，连缝隙里的青苔也舍不得铲掉。有人问值不值，项目负责人答得"
        "干脆：“值！修旧如旧，修的是记性。”"
    ),
    (
        "新码头用上了GPS调度系统，渡船每15min一班，高峰时10min一班；手机扫一扫，就"
        "能看到船到了哪里。候船亭的屋顶铺着光伏板，装机容量36 kW，一年发电约4万度，"
        "够全部路灯使用。夜里，灯光映在水面上，像一条会动的星河。来自省城的摄影爱好"
        "者安娜·李在留言簿上写道：“I will come back in spring，那时候桃花该开了吧？"
        "”"
    ),
    (
        "热闹归热闹，安全不能马虎。镇里成立了“红马甲”志愿队，队员有退休教师、在校大"
        "学生，也有刚刚上岸的渔民。他们分成三组，早、中、晚轮流值守，提醒游客穿好救"
        "生衣、看管好小孩。“不能让一个人掉以轻心，更不能让一个人掉进水里。”队长的这"
        "句话，被孩子们编成了顺口溜。今年以来，志愿队劝阻危险行为460余次，救助落水"
        "者2人，走失老人1人；收到锦旗九面、感谢信二十三封。"
    ),
    (
        "老街的变化也看得见。茶馆掌柜把歇业多年的评书场子重新开张，每逢周六下午，惊"
        "堂木一拍，满座叫好。隔壁铁匠铺的第四代传人开了网店，一把“河湾剪刀”卖到了欧"
        "洲，快递单上写着Made in Hewan。邮局门前的绿色邮筒被刷得锃亮，据说最近三个"
        "月，收到的明信片比过去三年还多。问起秘诀，邮递员指指码头：“人来了，信就来"
        "了；信来了，念想就来了。”"
    ),
    (
        "傍晚，最后一班渡船靠岸。晚霞把河水染成橘红色，榕树下，几位老人摆开棋盘，一"
        "局接一局，谁也不肯先走。放学的孩子跑上石阶，一级、两级、三级，数到一百零八"
        "，刚好看见自家窗口的灯亮起来。渡口的广播响了：“各位乡亲，今天的航班已经结"
        "束，明早六点，我们再见。”水声轻轻，桨声轻轻，整个河湾慢慢安静下来——只有那"
        "盏航标灯，一闪，一闪，像在守着一个约定。"
    ),
    (
        "镇上的变化，账本最清楚。合作社会计梁师傅翻开两本账：旧的一本，几乎每页都写"
        "着“欠”字；新的一本，红字少了、黑字多了。仅9月一个月，合作社就卖出腊鱼2300"
        "公斤，收入38.4万元，扣除成本（含冷链运费5.2万元），户均分红1860元。“账记得"
        "清楚，心里才踏实。”梁师傅说，明年打算再添两台烘干机，把《河湾腊鱼》的牌子"
        "打到省外去。"
    ),
    (
        "学校也搬进了新楼。三层的教学楼坐北朝南，教室里装了护眼灯，图书室藏书一万二"
        "千册。搬家那天，孩子们一人抱着一摞书，从老街走到新校门口，排成长长的一队。"
        "校长站在台阶上数：“一个都不少。”他指着操场边新栽的小树告诉记者，每个毕业班"
        "都要种一棵，十年以后，这里就会有一片树林；再过十年，种树的人也许会带着自己"
        "的孩子回来看它。"
    ),
)
"""Eight paragraphs of our own, with quotes, figures, dashes, titles and Latin words."""

ENGLISH = (
    (
        "The old quay at the bend of the river was rebuilt last spring, stone by "
        "stone, after more than thirty years of neglect. Volunteers numbered every "
        "step before lifting it, washed the moss with rainwater, and put each one "
        "back exactly where it had been. “People told us that concrete would be "
        "cheaper,” the foreman said, “and of course they were right; but nobody "
        "takes a photograph of concrete.” Since the reopening, the number of "
        "passengers has risen by 8.5 per cent, and the ferry—a self-built, "
        "flat-bottomed boat—now crosses every fifteen minutes."
    ),
    (
        "Not everybody is enthusiastic. Fishermen complain about the noise; "
        "residents of the neighbouring streets would prefer fewer visitors on "
        "Sunday mornings. The municipal administration has therefore introduced a "
        "reservation system, described at "
        "https://quay.example.org/reservations/spring_season?lang=en&view=calendar, "
        "which limits the crossings to twelve hundred persons a day. "
        "Extraordinarily, the restriction has made the place more popular than "
        "ever: tickets for the International Lantern Evening disappeared within an "
        "hour."
    ),
    (
        "In the teahouse on the waterfront the storyteller has returned to his "
        "table. He strikes the wood, waits for silence, and begins where he "
        "stopped in 1989, as if the intervening decades had been a single "
        "afternoon. Children who have never listened to anything without a screen "
        "sit motionless. When the lamp on the buoy begins to blink, the last ferry "
        "leaves, the audience walks home along the river, and the unimaginably "
        "ordinary evening comes to its end."
    ),
)
"""Three paragraphs of our own."""

TRADITIONAL = (
    (
        "河灣的老碼頭修好以後，早晨散步的人多了起來。「孩子們在樹下讀書」，他說：「真好"
        "！」據統計，2021年前三季，客流達12.6萬人次，比2019年成長8.5%；沿河新開的小店有"
        "137家，其中「夫妻店」占了六成。擺渡三十年的老船工說：「以前愁沒客，現在愁船小"
        "──這樣的愁，越多越好……」"
    ),
    (
        "《河灣鎮志》（卷二）記載：「石階，清乾隆年間里人捐建。」施工隊把每塊石頭編上號"
        "，拆下、清洗、再原樣砌回去，連縫隙裡的青苔也捨不得剷掉。有人問值不值，工程負責"
        "人答得乾脆：「值！修舊如舊，修的是『記性』。」安娜‧李在留言簿上寫道：『我會再"
        "來。』"
    ),
)
"""Traditional Chinese of our own, with the quotes and dashes of Taiwan."""

JAPANESE = (
    (
        "川辺の古い渡し場が修理されて、朝の散歩をする人が増えた。「子どもたちが木の下で"
        "本を読んでいる」と彼は言った。町の統計によると、2021年1〜9月の利用者は12万6000"
        "人で、2019年同期より8.5％増えた。新しく開いた店は137軒、そのうち「夫婦の店」が"
        "六割を占める。"
    ),
    (
        "三十年間船をこいできた老船頭は「以前は客がいないのが心配だったが、今は船が小さ"
        "いのが心配だ――こんな心配なら、多いほどいい」と笑った。コンピューター・システム"
        "を使ったGPS運航も始まり、渡し船は15分ごとに出る。『河湾町史』（第二巻）には「石"
        "段は清の時代に作られた」、「二度、直された」とある。"
    ),
)
KOREAN = (
    (
        "강변의 옛 나루터가 수리된 뒤로 아침에 산책하는 사람이 많아졌다. “아이들이 나무"
        " 아래에서 책을 읽는다”고 그는 말했다. 읍의 통계에 따르면 2021년 1~9월 이용객"
        "은 12만 6000명으로 2019년 같은 기간보다 8.5% 늘었다. 강을 따라 새로 문을 연 "
        "가게는 137곳, 그 가운데 ‘부부 가게’가 60%를 차지한다."
    ),
    (
        "30년 동안 배를 저어 온 늙은 사공은 “예전에는 손님이 없어 걱정이었지만 지금은 "
        "배가 작아 걱정이다… 이런 걱정은 많을수록 좋다”며 웃었다. 나루터에는 15분마다 "
        "배가 들어오고, 기다리는 사람들은 새 지붕 아래에서 비를 피한다."
    ),
)
GERMAN = (
    (
        "Der alte Anleger an der Flussbiegung wurde im vergangenen Frühjahr Stein für "
        "Stein wiederaufgebaut, nachdem er mehr als dreißig Jahre lang verfallen war. "
        "Freiwillige nummerierten jede Stufe, bevor sie sie anhoben, wuschen das Moos "
        "mit Regenwasser ab und legten alles genau an seinen Platz zurück. „Beton wäre "
        "billiger gewesen“, sagte der Vorarbeiter, „aber niemand fotografiert Beton.“ "
        "Die Gemeindeverwaltung lobte die Zusammenarbeit mit der Naturschutzbehörde "
        "und dankte allen Helfern der vergangenen Monate."
    ),
)
FRENCH = (
    (
        "Le vieil embarcadère du coude de la rivière a été reconstruit au printemps "
        "dernier, pierre par pierre, après plus de trente ans d’abandon. Des bénévoles "
        "ont numéroté chaque marche avant de la soulever, lavé la mousse à l’eau de "
        "pluie et tout remis exactement à sa place. «\u00a0Le béton aurait coûté moins "
        "cher\u00a0», reconnaît le contremaître, «\u00a0mais personne ne photographie "
        "le béton.\u00a0» Depuis la réouverture, le nombre des voyageurs a augmenté "
        "considérablement\u202f; l’administration municipale envisage des réservations."
    ),
)
"""One paragraph each, of our own."""

HAN = re.compile(r"[\u4e00-\u9fff]")
BLANKS = " \u3000\n\u00a0"


@cache
def type_for(language: str) -> Fonts:
    """Load the type of our own layout."""
    return load_fonts(load_layout(a_publication()), language)


def typeset(
    text: str, measure: float, language: str = "zh-Hans", **fields: object
) -> tuple[Line, ...]:
    """Set a text in the body face."""
    given: dict[str, object] = {"pieces": (Piece(text, "body"),), "start": 0}
    copy = Copy(**(given | fields))  # type: ignore[arg-type]
    return set_lines(copy, measure, type_for(language), rules_for(language))


def printed(line: Line) -> str:
    """Join what a line prints."""
    return "".join(run.text for run in line.runs)


def whites(line: Line) -> list[tuple[str, str, float]]:
    """List each pair of neighbours in a line with the white between them."""
    marks = [(c, run.spacing) for run in line.runs for c in run.text]
    return [(a, b, white) for (a, white), (b, _) in pairwise(marks)]


def painted_width(line: Line, fonts: Fonts) -> float:
    """Measure a line as a painter does, run by run, ems."""
    outside = max(line.runs[-1].spacing, 0.0) if line.runs else 0.0
    return sum(_painted(run, fonts) for run in line.runs) - outside


def _painted(run: Run, fonts: Fonts) -> float:
    return sum(
        cluster.advance + run.spacing for cluster in fonts.shape(run.text, run.face)
    )


def unblanked(text: str) -> str:
    """Drop blanks, which a line may lose at its edges."""
    return "".join(text.split())
