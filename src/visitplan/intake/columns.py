"""The columns of every table, by our name, with the other names under which they are known."""

from collections.abc import Mapping

Columns = Mapping[str, tuple[str, ...]]
"""Our name of each column → its aliases; case, blanks, hyphens and underscores do not matter."""

CASES: Columns = {
    "case_id": ("case", "case no", "case number", "案件编号", "案件号", "案号", "案件"),
    "debtor_id": ("debtor", "debtor ref", "customer id", "债务人编号", "客户编号", "客户号"),
    "customer": ("customer name", "name", "客户", "客户姓名", "姓名"),
    "address": ("street address", "地址", "住址", "家庭地址"),
    "lat": ("latitude", "纬度"),
    "lon": ("lng", "long", "longitude", "经度"),
    "status": ("case status", "状态", "案件状态", "审批状态"),
    "approved_by": ("approver", "审批人", "批准人"),
    "approved_at": ("approval date", "approved on", "审批时间", "批准时间", "批准日期"),
    "approved_until": ("valid until", "approval expires", "有效期至", "批准有效期", "审批有效期"),
    "holds": ("hold", "限制", "暂停原因", "暂停"),
    "windows": ("window", "time windows", "time window", "时间窗", "时间窗口", "可访时间"),
    "service": ("service time", "service minutes", "服务时间", "服务时长", "停留时间"),
    "setup": ("setup time", "setup minutes", "准备时间"),
    "priority": ("优先级", "优先"),
    "skills": ("skill", "required skills", "技能", "所需技能"),
    "allowed_agents": ("allowed", "可派外访员", "指定外访员"),
    "excluded_agents": ("excluded", "回避外访员", "排除外访员"),
    "preferred_agents": ("preferred", "优先外访员", "首选外访员"),
    "product": ("产品", "贷款产品"),
    "door_note": ("note", "备注", "上门备注"),
    "household": ("household id", "address id", "住户编号", "地址编号"),
    "jurisdiction": ("law", "司法辖区", "适用地区"),
    "time_zone": ("timezone", "时区"),
    "place_kind": ("place type", "address type", "地点类型", "地址类型"),
    "days_past_due": ("days overdue", "dpd", "逾期天数"),
    "assessed_at": ("assessed on", "assessment date", "评估时间", "评估日期"),
    "assessed_by": ("assessor", "评估人"),
    "consent": ("consent form", "同意", "同意方式"),
    "consent_at": ("consent given", "同意时间", "同意日期"),
    "consent_until": ("consent expires", "同意有效期"),
    "consent_for": ("consent for date", "同意上门日期"),
    "barred": ("barred hours", "quiet hours", "免打扰时间", "禁访时间"),
    "languages": ("language", "语言"),
    "portfolio": ("book", "资产包", "委案批次"),
    "crew": ("crew size", "人数", "外访人数"),
}

AGENTS: Columns = {
    "agent_id": ("agent", "agent no", "外访员编号", "外访员", "员工编号", "工号"),
    "name": ("agent name", "姓名"),
    "date": ("day", "days", "weekday", "weekdays", "on", "日期", "值班日期", "星期"),
    "shift": ("hours", "working hours", "班次", "工作时间"),
    "shift_start": ("from", "start time", "上班时间", "上班"),
    "shift_end": ("until", "end time", "下班时间", "下班"),
    "start": ("start location", "starts at", "出发地", "起点"),
    "end": ("end location", "ends at", "返回地", "终点"),
    "home_address": ("home", "家庭地址", "住址"),
    "home_lat": ("home latitude", "家庭纬度", "住址纬度"),
    "home_lon": ("home lng", "home longitude", "家庭经度", "住址经度"),
    "skills": ("skill", "技能"),
    "credentials": ("credential", "证件", "资质"),
    "languages": CASES["languages"],
    "mode": ("travel mode", "出行方式", "交通方式"),
    "wage": ("wage per hour", "hourly wage", "时薪", "小时工资"),
    "fixed": ("fixed cost", "固定费用", "固定成本"),
    "minimum_paid": ("minimum paid hours", "最低计薪", "最低工时"),
    "overtime": ("overtime premium", "加班", "加班费"),
    "rate_per_km": ("per km", "km rate", "每公里费用", "里程费"),
    "expenses_per_visit": ("expenses", "每次费用", "每访费用"),
    "paid": ("paid time", "计薪方式"),
    "breaks": ("break", "休息", "休息时间"),
    "maximum_visits": ("max visits", "最多访问", "最大访问数"),
}

CONTACTS: Columns = {
    "case_id": CASES["case_id"],
    "at": ("time", "date", "datetime", "时间", "联系时间"),
    "channel": ("via", "渠道", "联系方式"),
    "reached": ("contact made", "是否联系上", "是否接通", "联系上"),
    "agent_id": AGENTS["agent_id"],
    "outcome": ("result", "结果"),
    "debtor_id": CASES["debtor_id"],
    "household": CASES["household"],
    "notice": ("is notice", "通知", "是否通知"),
    "names_agent": ("agent named", "告知外访员"),
    "answered_at": ("answered", "答复时间", "回应时间"),
    "place_kind": CASES["place_kind"],
}

PINNED: Columns = {
    "case_id": CASES["case_id"],
    "agent_id": AGENTS["agent_id"],
    "at": ("arrival", "到达时间", "时间"),
    "not_before": ("earliest", "不早于", "最早"),
    "not_after": ("latest", "不晚于", "最晚"),
    "after": ("after case", "在其后", "之后"),
}

BASELINE: Columns = {
    "agent_id": AGENTS["agent_id"],
    "shift": ("shift id", "班次"),
    "case_id": CASES["case_id"],
    "order": ("stop", "sequence", "顺序", "次序"),
    "arrival": ("arrives", "at", "到达时间", "到达"),
}

EVENTS: Columns = {
    "kind": ("event", "what", "事件", "类型"),
    "at": ("time", "datetime", "时间"),
    "case_id": CASES["case_id"],
    "agent_id": AGENTS["agent_id"],
    "minutes": ("delay", "late by", "分钟", "延误时长"),
}

OUTCOMES: Columns = {
    "case_id": CASES["case_id"],
    "agent_id": AGENTS["agent_id"],
    "at": ("time", "datetime", "时间"),
    "outcome": CONTACTS["outcome"],
}

BRANCHES: Columns = {
    "branch": ("name", "office", "分支", "网点"),
    "folder": ("day folder", "path", "文件夹", "目录"),
}

PLACES: Columns = {
    "case_id": CASES["case_id"],
    "address": CASES["address"],
    "lat": CASES["lat"],
    "lon": CASES["lon"],
    "chosen": ("choose", "选择", "选定"),
    "precision": ("精度",),
    "source": ("来源",),
    "found": ("found as", "匹配地址"),
}

TABLES: Mapping[str, Columns] = {
    "cases": CASES,
    "agents": AGENTS,
    "contacts": CONTACTS,
    "pinned": PINNED,
    "baseline": BASELINE,
    "events": EVENTS,
    "outcomes": OUTCOMES,
    "places": PLACES,
    "branches": BRANCHES,
}

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "cases": (("case_id",), ("status",), ("lat", "address"), ("lon", "address")),
    "agents": (("agent_id",), ("shift", "shift_start"), ("shift", "shift_end")),
    "contacts": (("case_id",), ("at",), ("channel",), ("reached",)),
    "pinned": (("case_id",), ("agent_id", "at", "not_before", "not_after", "after")),
    "baseline": (("agent_id", "shift"), ("case_id",)),
    "branches": (("folder",),),
    "events": (("kind",), ("at",), ("case_id", "agent_id")),
    "outcomes": (("case_id",), ("agent_id",), ("at",), ("outcome",)),
    "places": (("case_id", "address"), ("lat",), ("lon",)),
}
"""Of each group, a table has at least one column."""
