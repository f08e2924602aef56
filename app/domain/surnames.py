"""Surnames: by them a run of names without spaces is cut, and a word that hardly is a name is noticed."""

from __future__ import annotations

from app.domain.names import COMPOUND_SURNAMES

SINGLE_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏"
    "成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪"
    "干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯"
    "宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻"
    "莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡"
    "步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查荆红游竺权逯盖"
    "益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖付覃"
    "丘兰栗庹鹿丛仪邝尧麦初姒苟苑郅郄战种修信银矫揣敬楼骞赫檀隋冼展亓仝代候占禤粟撒卯练区朴揭迟么励应忻俸"
    "張陳劉黃吳趙鄭馮蔣韓鄧許蘇葉羅嚴盧龍譚鄒賴謝鍾韋蕭閻龔湯嶽遲楊孫馬"
)
"""百家姓 and what published lists of deputies add to it, the usual traditional forms too."""


def begins_with_surname(text: str) -> bool:
    """Tell whether a text begins as a Chinese name does."""
    return text[:1] in SINGLE_SURNAMES or text[:2] in COMPOUND_SURNAMES
