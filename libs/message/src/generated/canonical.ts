/* Generated from schemas/canonical by "npm run schemas". */

/**
 * The canonical messages by the names of their folders.
 */
export interface CanonicalMessages {
  acknowledgement: Acknowledgement;
  'code-list-update': CodeListUpdate;
  'consignment-note': ConsignmentNote;
  'container-booking': ContainerBooking;
  'equipment-event': EquipmentEvent;
  invoice: Invoice;
  'parcel-shipment': ParcelShipment;
  party: Party;
  'statistics-report': StatisticsReport;
  'transport-order': TransportOrder;
  'transport-status': TransportStatus;
  'wagon-request': WagonRequest;
}
/**
 * 回执. What has become of a message that was sent to the hub: facts with their times, the result and the issues. It never claims more than is durable.
 */
export interface Acknowledgement {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 被回执报文编号. Control reference that the sender gave; left out when it could not be read.
   */
  acknowledgedDocumentId?: string;
  /**
   * 枢纽报文标识. Identifier that the hub gave (UUID).
   */
  messageId: string;
  /**
   * SHA-256 摘要. Hash of the exact bytes that were received.
   */
  messageSha256: string;
  /**
   * 接收时间. When the bytes were durably received.
   */
  receivedAt: string;
  /**
   * 处理结果. The verdict so far.
   */
  result: 'accepted' | 'refused' | 'duplicate' | 'quarantined';
  /**
   * 事实. What is true and durable, each with its time.
   */
  facts: {
    /**
     * 事实. Received by us, found valid, delivered to a destination, applied to the customer store.
     */
    fact: 'received' | 'valid' | 'delivered' | 'applied';
    /**
     * 发生时间. When it became true.
     */
    occurredAt: string;
    /**
     * 目的方. To whom, for delivered.
     */
    destination?: string;
  }[];
  /**
   * 记录数. Of a batch: how many of its records had which result.
   */
  records?: {
    /**
     * 接受. Valid, with their effects in the store.
     */
    accepted: number;
    /**
     * 拒绝. Wrong; each of them can be asked for with its issues.
     */
    refused: number;
    /**
     * 重复. The same as records that came before.
     */
    duplicate: number;
    /**
     * 隔离. Waiting for a decision.
     */
    quarantined: number;
  };
  /**
   * 问题. Everything found, not only the first.
   */
  issues?: {
    /**
     * 问题代码. Stable code of the issue.
     */
    code: string;
    /**
     * 严重程度. Error, warning or information.
     */
    severity: 'error' | 'warning' | 'info';
    /**
     * 位置. Where the issue is.
     */
    location?: {
      /**
       * 路径. Place in the terms of the sender's format: XML path, JSON pointer, column, segment.
       */
      path?: string;
      /**
       * 行. Line, from 1.
       */
      line?: number;
      /**
       * 列. Column, from 1.
       */
      column?: number;
      /**
       * 字节偏移. Byte, from 0.
       */
      offset?: number;
    };
    /**
     * 问题值. The offending value, cut to 200 characters; control characters are replaced.
     */
    value?: string;
    /**
     * 期望. What was expected.
     */
    expected?: string;
    /**
     * 说明. The issue in words.
     */
    text: {
      /**
       * 中文. The issue in Chinese.
       */
      zh: string;
      /**
       * 英文. The issue in English.
       */
      en: string;
    };
  }[];
}
/**
 * 代码表更新. A new version of a code list: the entries that were added, changed or withdrawn.
 */
export interface CodeListUpdate {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 代码表. Name of the code list.
   */
  list: string;
  /**
   * 版本. Version that these entries lead to.
   */
  version: string;
  /**
   * 上一版本. Version that the entries start from.
   */
  previousVersion?: string;
  /**
   * 生效日期. First day of the new version.
   */
  effectiveFrom: string;
  /**
   * 来源. Where the list comes from.
   */
  source?: string;
  /**
   * 条目. Entries that differ from the previous version.
   */
  entries: {
    /**
     * 变更类型. What happened to the entry.
     */
    change: 'added' | 'changed' | 'withdrawn';
    /**
     * 代码. Code of the entry.
     */
    code: string;
    /**
     * 中文名称. Name in Chinese.
     */
    zh?: string;
    /**
     * 英文名称. Name in English.
     */
    en?: string;
    /**
     * 有效期起. First day.
     */
    validFrom?: string;
    /**
     * 有效期止. Last day.
     */
    validTo?: string;
    /**
     * 属性. Further columns of the list, for example the TMIS code of a station.
     */
    attributes?: {
      /**
       * 属性名. Name of the attribute.
       */
      name: string;
      /**
       * 属性值. Value of the attribute.
       */
      value: string;
    }[];
  }[];
}
/**
 * 货物运单. The contract of carriage of one consignment: railway waybill with its wagons, containers and charges.
 */
export interface ConsignmentNote {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 运单号. 18 characters of the railway waybill.
   */
  waybillNumber: string;
  /**
   * 需求受理号. Demand that the waybill fulfils.
   */
  demandNumber?: string;
  /**
   * 订单号. Order that the waybill fulfils.
   */
  orderNumber?: string;
  /**
   * 货票号. Origin telegraph code, a letter and seven digits.
   */
  ticketNumber?: string;
  /**
   * 状态. Status when the message was issued.
   */
  status?: string;
  /**
   * 运输种类. Wagon load, container, less-than-carload or bulk express.
   */
  serviceType: string;
  /**
   * 订货客户. The party that ordered, when it is not the consignor.
   */
  customer?: TradeParty;
  /**
   * 托运人. Who hands the goods over for carriage.
   */
  consignor: TradeParty;
  /**
   * 收货人. Who receives the goods.
   */
  consignee: TradeParty;
  /**
   * 付费人. Who pays, when it is neither of the others.
   */
  payer?: TradeParty;
  /**
   * 发站. Station where the goods are handed over.
   */
  origin: RailLocation;
  /**
   * 到站. Station where the goods are delivered.
   */
  destination: RailLocation;
  /**
   * 径路. Places passed, in their order.
   */
  route?: {
    /**
     * 序号. Position on the route, from 1.
     */
    sequenceNumber: number;
    /**
     * 地点. Place on the route.
     */
    location: LogisticsLocation;
    /**
     * 是否口岸. True at a border crossing.
     */
    borderCrossing?: boolean;
    /**
     * 车次. Train that leaves the place.
     */
    trainNumber?: string;
    /**
     * 到达时间. Arrival at the place.
     */
    arrivedAt?: string;
    /**
     * 出发时间. Departure from the place.
     */
    departedAt?: string;
  }[];
  /**
   * 货物. Goods, one entry for each kind.
   */
  items: ConsignmentItem[];
  /**
   * 车辆. Wagons of the consignment.
   */
  wagons?: {
    /**
     * 车号. Number of the wagon.
     */
    wagonNumber?: string;
    /**
     * UIC 车号. Twelve digits of a wagon of another railway.
     */
    uicWagonNumber?: string;
    /**
     * 车种. Kind of wagon.
     */
    wagonType?: string;
    /**
     * 装载重量. Weight of the goods in the wagon.
     */
    loadedWeightKg?: number;
    /**
     * 自重. Weight of the empty wagon.
     */
    tareWeightKg?: number;
    /**
     * 施封. Seals on the wagon.
     */
    seals?: Seal[];
  }[];
  /**
   * 集装箱. Containers of the consignment.
   */
  containers?: TransportEquipment[];
  /**
   * 费用. Charges of the consignment.
   */
  charges?: Charge[];
  /**
   * 运费合计. Sum of the charges in yuan.
   */
  freightAmountCny?: number;
  /**
   * 保价金额. Value insured with the carrier.
   */
  insuredValueCny?: number;
  /**
   * 受理时间. The demand was accepted.
   */
  acceptedAt?: string;
  /**
   * 装车开始时间. Loading began.
   */
  loadingStartedAt?: string;
  /**
   * 装车完毕时间. Loading was finished.
   */
  loadedAt?: string;
  /**
   * 制票时间. The goods ticket was made.
   */
  ticketedAt?: string;
  /**
   * 发车时间. Departure from the origin.
   */
  departedAt?: string;
  /**
   * 到达时间. Arrival at the destination.
   */
  arrivedAt?: string;
  /**
   * 卸车完毕时间. Unloading was finished.
   */
  unloadedAt?: string;
  /**
   * 交付时间. The goods were handed to the consignee.
   */
  deliveredAt?: string;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 当事方. An organisation or person that takes part: customer, consignor, consignee, payer, carrier.
 */
export interface TradeParty {
  /**
   * 内部编号. Number of the party in the sender's own system.
   */
  identifier?: string;
  /**
   * 角色. Role of the party where the element's name does not say it.
   */
  role?: string;
  /**
   * 名称. Full name as registered; for a person the family and given name.
   */
  name: string;
  /**
   * 简称. Name in daily use.
   */
  shortName?: string;
  /**
   * 英文名称. Name in Latin letters.
   */
  englishName?: string;
  /**
   * 统一社会信用代码. GB 32100 code of the organisation.
   */
  creditCode?: string;
  /**
   * 电话. Telephones of the party itself; those of people stand with the contacts.
   */
  phones?: string[];
  /**
   * 地址. Where the party is found.
   */
  address?: Address;
  /**
   * 联系人. People and departments to turn to.
   */
  contacts?: Contact[];
  /**
   * 客户类别. What kind of business the customer is.
   */
  customerClass?: string;
}
/**
 * 地址. Where a party is found.
 */
export interface Address {
  /**
   * 国家. ISO 3166-1 alpha-2.
   */
  countryCode?: string;
  /**
   * 行政区划代码. GB/T 2260, six digits.
   */
  divisionCode?: string;
  /**
   * 省份. Province, autonomous region or municipality, in words.
   */
  province?: string;
  /**
   * 城市. City or prefecture, in words.
   */
  city?: string;
  /**
   * 区县. District or county, in words.
   */
  district?: string;
  /**
   * 详细地址. Street, number, building; or the whole address where the parts are not known.
   */
  line?: string;
  /**
   * 邮政编码. Postal code, six digits in China.
   */
  postalCode?: string;
}
/**
 * 联系人. A person or department of a party.
 */
export interface Contact {
  /**
   * 联系人姓名. Name of the person or department.
   */
  name: string;
  /**
   * 联系电话. Telephone of the person.
   */
  phone?: string;
  /**
   * 电子邮箱. E-mail address, ASCII.
   */
  email?: string;
  /**
   * 岗位. What the person is asked about, in words.
   */
  role?: string;
}
/**
 * 铁路车站. A railway station that handles freight: a LogisticsLocation whose telegraph code is known.
 */
export interface RailLocation {
  /**
   * 车站电报码. Telegraph code of the station.
   */
  stationCode: string;
  /**
   * TMIS 码. TMIS code of the station.
   */
  tmisCode?: string;
  /**
   * 站名. Name of the station.
   */
  name?: string;
  /**
   * 铁路局. Bureau that the station belongs to.
   */
  bureauCode?: string;
  /**
   * 专用线. Private siding or freight yard at the station.
   */
  sidingName?: string;
}
/**
 * 物流地点. Any place of a transport: station, port, terminal, depot, address. Say as much as is known.
 */
export interface LogisticsLocation {
  /**
   * 车站电报码. Telegraph code, when the place is a railway station.
   */
  stationCode?: string;
  /**
   * TMIS 码. TMIS code, when the place is a railway station.
   */
  tmisCode?: string;
  /**
   * 联合国口岸代码. UN/LOCODE of the port or place, without a space.
   */
  unLocode?: string;
  /**
   * 设施代码. Terminal, depot or yard within the place, by its operator's code.
   */
  facilityCode?: string;
  /**
   * 名称. Name of the place.
   */
  name?: string;
  /**
   * 地址. Postal address of the place.
   */
  address?: Address;
  /**
   * 纬度. Degrees north, WGS 84.
   */
  latitudeDegrees?: number;
  /**
   * 经度. Degrees east, WGS 84.
   */
  longitudeDegrees?: number;
}
/**
 * 货物项. Goods of one kind within a consignment.
 */
export interface ConsignmentItem {
  /**
   * 序号. Position of the item, from 1.
   */
  sequenceNumber?: number;
  /**
   * 货物品名代码. Seven digits of the railway goods list.
   */
  goodsCode?: string;
  /**
   * 品类代码. One of the 26 goods categories.
   */
  categoryCode: string;
  /**
   * 货物名称. Name of the goods.
   */
  name: string;
  /**
   * 包装代码. UN/ECE Recommendation 21.
   */
  packageCode?: string;
  /**
   * 件数. Number of packages.
   */
  packageCount?: number;
  /**
   * 毛重. Weight with packaging, as declared.
   */
  grossWeightKg: number;
  /**
   * 净重. Weight without packaging.
   */
  netWeightKg?: number;
  /**
   * 体积. Volume with packaging.
   */
  volumeM3?: number;
  /**
   * 声明价格. Value declared for the carriage.
   */
  declaredValueCny?: number;
  /**
   * 联合国危险货物编号. UN number of dangerous goods.
   */
  dangerousGoodsNumber?: string;
  /**
   * 货物标记. Marks on the packages.
   */
  marks?: string;
}
/**
 * 施封. A seal on a container or wagon.
 */
export interface Seal {
  /**
   * 施封号. Number on the seal.
   */
  number: string;
  /**
   * 施封方. Who put the seal on, in words: shipper, carrier, customs.
   */
  issuer?: string;
}
/**
 * 运输设备（集装箱）. A container that is requested or used.
 */
export interface TransportEquipment {
  /**
   * 箱号. Left out when a container is only requested.
   */
  containerNumber?: string;
  /**
   * 箱型. ISO 6346 size and type.
   */
  sizeType?: string;
  /**
   * 箱数. Number of containers of this type, when they are requested without numbers.
   */
  quantity?: number;
  /**
   * 重空标识. Whether the container is loaded.
   */
  fullOrEmpty?: 'full' | 'empty';
  /**
   * 自备箱. True when the container is not the carrier's.
   */
  shipperOwned?: boolean;
  /**
   * 箱货总重. Weight of goods and container.
   */
  grossWeightKg?: number;
  /**
   * 箱体自重. Weight of the empty container.
   */
  tareWeightKg?: number;
  /**
   * 施封. Seals on the container.
   */
  seals?: Seal[];
}
/**
 * 费用. One charge of a consignment.
 */
export interface Charge {
  /**
   * 费目代码. Code of the charge in the sender's system.
   */
  code: string;
  /**
   * 费目名称. Name of the charge.
   */
  name?: string;
  /**
   * 金额. Amount with tax; negative for a reduction.
   */
  amount: number;
  /**
   * 币种. ISO 4217.
   */
  currencyCode: string;
  /**
   * 税额. Tax within the amount.
   */
  taxAmount?: number;
}
/**
 * 集装箱订舱. Space and containers for goods: a booking, its confirmation, or an order to release or accept its containers.
 */
export interface ContainerBooking {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 订舱号. Number under which the carrier keeps the booking; before there is one, the booker's own.
   */
  bookingNumber: string;
  /**
   * 用途. What the message does: a provisional or firm booking, the carrier's confirmation or refusal, an order to release, to accept or to move containers of the booking.
   */
  purpose:
    | 'provisional'
    | 'firm'
    | 'confirmed'
    | 'declined'
    | 'equipment-release'
    | 'equipment-acceptance'
    | 'equipment-movement';
  /**
   * 服务方式. Who carries at the two ends.
   */
  haulageType?: string;
  /**
   * 运费支付方式. Freight prepaid or collect.
   */
  paymentTerm?: 'prepaid' | 'collect';
  /**
   * 交货条款. Terms of delivery, usually an Incoterms code.
   */
  deliveryTerms?: string;
  /**
   * 引用. Other numbers under which the business is known.
   */
  references?: {
    /**
     * 引用类型. What the value names.
     */
    type:
      | 'order'
      | 'waybill'
      | 'bill-of-lading'
      | 'contract'
      | 'invoice'
      | 'release'
      | 'customer-reference'
      | 'forwarder-reference';
    /**
     * 引用值. The number itself.
     */
    value: string;
  }[];
  /**
   * 客户. Who books the transport.
   */
  customer?: TradeParty;
  /**
   * 发货人. Who hands the goods over.
   */
  consignor?: TradeParty;
  /**
   * 收货人. Who receives the goods.
   */
  consignee?: TradeParty;
  /**
   * 货运代理. Freight forwarder.
   */
  forwarder?: TradeParty;
  /**
   * 承运人. Who undertakes the carriage.
   */
  carrier?: TradeParty;
  /**
   * 付费人. Who pays the freight.
   */
  payer?: TradeParty;
  /**
   * 通知方. Who is told of the arrival.
   */
  notifyParties?: TradeParty[];
  /**
   * 收货地. Where the carrier takes the goods over.
   */
  acceptanceLocation?: LogisticsLocation;
  /**
   * 装货地. Port or station of loading.
   */
  loadingLocation?: LogisticsLocation;
  /**
   * 卸货地. Port or station of discharge.
   */
  unloadingLocation?: LogisticsLocation;
  /**
   * 交货地. Where the carrier hands the goods over.
   */
  deliveryLocation?: LogisticsLocation;
  /**
   * 要求发运日期. Day on which the booker wishes to depart.
   */
  requestedDepartureDate?: string;
  /**
   * 预计出发时间. Expected departure of the main carriage.
   */
  estimatedDepartureAt?: string;
  /**
   * 要求交付日期. Day on which the goods are wanted.
   */
  requestedDeliveryDate?: string;
  /**
   * 预计到达时间. Expected arrival of the main carriage.
   */
  estimatedArrivalAt?: string;
  /**
   * 运输段. The means of transport, one entry for each leg.
   */
  movements?: {
    /**
     * 运输阶段. Part of the whole carriage.
     */
    stage: 'pre-carriage' | 'main-carriage' | 'on-carriage';
    /**
     * 运输工具. Train, vessel or vehicle of this leg.
     */
    transportMeans: TransportMeans;
    /**
     * 起运地. Where this leg begins.
     */
    loadingLocation?: LogisticsLocation;
    /**
     * 到达地. Where this leg ends.
     */
    unloadingLocation?: LogisticsLocation;
    /**
     * 出发时间. Expected departure of this leg.
     */
    departureAt?: string;
    /**
     * 到达时间. Expected arrival of this leg.
     */
    arrivalAt?: string;
  }[];
  /**
   * 集装箱. Containers that are booked: by number, or a quantity of one type.
   */
  equipment?: {
    /**
     * 箱号. Left out when a container is only booked.
     */
    containerNumber?: string;
    /**
     * 箱型. ISO 6346 size and type.
     */
    sizeType?: string;
    /**
     * 箱数. Number of containers of this type, when they are booked without numbers.
     */
    quantity?: number;
    /**
     * 重空标识. Whether the container is loaded.
     */
    fullOrEmpty?: 'full' | 'empty';
    /**
     * 自备箱. True when the container is not the carrier's.
     */
    shipperOwned?: boolean;
    /**
     * 箱货总重. Weight of goods and container.
     */
    grossWeightKg?: number;
    /**
     * 货重. Weight of the goods in it.
     */
    goodsWeightKg?: number;
    /**
     * 箱体自重. Weight of the empty container.
     */
    tareWeightKg?: number;
    /**
     * 核实总重. Gross mass verified as SOLAS asks.
     */
    verifiedGrossMassKg?: number;
    /**
     * 温度. Temperature to be kept.
     */
    temperatureCelsius?: number;
    /**
     * 最低温度. Lowest temperature allowed.
     */
    minimumTemperatureCelsius?: number;
    /**
     * 最高温度. Highest temperature allowed.
     */
    maximumTemperatureCelsius?: number;
    /**
     * 封志. Seals on the container.
     */
    seals?: Seal[];
    /**
     * 放箱号. Number against which the depot hands the container out.
     */
    releaseNumber?: string;
    /**
     * 提箱地点. Where the empty container is collected.
     */
    pickUpLocation?: LogisticsLocation;
    /**
     * 还箱地点. Where the container is to be brought.
     */
    returnLocation?: LogisticsLocation;
    /**
     * 提箱时间. When the container is collected.
     */
    pickUpAt?: string;
    /**
     * 到位时间. When the container is wanted at the stuffing place.
     */
    positionedAt?: string;
    /**
     * 危险货物. Dangerous goods of this entry.
     */
    dangerousGoods?: {
      /**
       * 联合国编号. Number of the substance in the United Nations list.
       */
      unNumber: string;
      /**
       * 危险类别. Class or division, with subsidiary risks as the sender writes them.
       */
      hazardClass?: string;
      /**
       * 包装类别. 1 great, 2 medium, 3 minor danger.
       */
      packingGroup?: '1' | '2' | '3';
      /**
       * 闪点. Lowest flashpoint.
       */
      flashpointCelsius?: number;
      /**
       * 技术名称. Proper shipping name or technical name.
       */
      technicalName?: string;
    }[];
    /**
     * 备注. Free text about the container.
     */
    remarks?: string;
  }[];
  /**
   * 货物. Goods to be carried.
   */
  items?: {
    /**
     * 序号. Position of the item, from 1.
     */
    sequenceNumber?: number;
    /**
     * 货物名称. Description of the goods.
     */
    name: string;
    /**
     * 品类代码. One of the 26 goods categories.
     */
    categoryCode?: string;
    /**
     * 商品编码. Harmonised System code or an extension of it.
     */
    commodityCode?: string;
    /**
     * 包装代码. UN/ECE Recommendation 21.
     */
    packageCode?: string;
    /**
     * 件数. Number of packages.
     */
    packageCount?: number;
    /**
     * 毛重. Weight with packaging.
     */
    grossWeightKg?: number;
    /**
     * 净重. Weight without packaging.
     */
    netWeightKg?: number;
    /**
     * 体积. Volume of the goods.
     */
    volumeM3?: number;
    /**
     * 温度. Temperature to be kept.
     */
    temperatureCelsius?: number;
    /**
     * 最低温度. Lowest temperature allowed.
     */
    minimumTemperatureCelsius?: number;
    /**
     * 最高温度. Highest temperature allowed.
     */
    maximumTemperatureCelsius?: number;
    /**
     * 标记. Marks and numbers on the packages.
     */
    marks?: string;
    /**
     * 箱号. Containers that the goods are in.
     */
    containerNumbers?: string[];
    /**
     * 危险货物. Dangerous goods of this entry.
     */
    dangerousGoods?: {
      /**
       * 联合国编号. Number of the substance in the United Nations list.
       */
      unNumber: string;
      /**
       * 危险类别. Class or division, with subsidiary risks as the sender writes them.
       */
      hazardClass?: string;
      /**
       * 包装类别. 1 great, 2 medium, 3 minor danger.
       */
      packingGroup?: '1' | '2' | '3';
      /**
       * 闪点. Lowest flashpoint.
       */
      flashpointCelsius?: number;
      /**
       * 技术名称. Proper shipping name or technical name.
       */
      technicalName?: string;
    }[];
  }[];
  /**
   * 总件数. Packages of all items.
   */
  totalPackageCount?: number;
  /**
   * 总重量. Weight of all items.
   */
  totalGrossWeightKg?: number;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 运输工具. The train, vessel or vehicle of a movement.
 */
export interface TransportMeans {
  /**
   * 运输方式. UN/ECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 8 inland water.
   */
  modeCode: '1' | '2' | '3' | '4' | '8';
  /**
   * 车次. Train number.
   */
  trainNumber?: string;
  /**
   * 车号. Wagon that carries the goods or container.
   */
  wagonNumber?: string;
  /**
   * 车牌号. Road vehicle.
   */
  licensePlate?: string;
  /**
   * 船名. Name of the vessel.
   */
  vesselName?: string;
  /**
   * IMO 编号. IMO number of the vessel, seven digits.
   */
  vesselImoNumber?: string;
  /**
   * 航次. Voyage or flight number.
   */
  voyageNumber?: string;
  /**
   * 承运人. Who runs it.
   */
  carrierName?: string;
}
/**
 * 集装箱动态. Something happened or will happen to one container: gate, load, discharge, stuffing, stripping, damage.
 */
export interface EquipmentEvent {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 动态类型. What happens to the container.
   */
  eventType: string;
  /**
   * 事件性质. Whether the event is planned, estimated or has happened.
   */
  eventClassifier: 'planned' | 'estimated' | 'actual';
  /**
   * 发生时间. When it happens or happened.
   */
  eventAt: string;
  /**
   * 箱号. Number of the container.
   */
  containerNumber: string;
  /**
   * 箱型. ISO 6346 size and type.
   */
  sizeType?: string;
  /**
   * 重空标识. Whether the container is loaded.
   */
  fullOrEmpty?: 'full' | 'empty';
  /**
   * 地点. Where it happens.
   */
  location: LogisticsLocation;
  /**
   * 运输工具. Train, wagon, vessel or vehicle that brings or takes the container.
   */
  transportMeans?: TransportMeans;
  /**
   * 箱货总重. Weight of goods and container.
   */
  grossWeightKg?: number;
  /**
   * 箱体自重. Weight of the empty container.
   */
  tareWeightKg?: number;
  /**
   * 施封. Seals seen at the event.
   */
  seals?: Seal[];
  /**
   * 箱损. Damages found.
   */
  damages?: {
    /**
     * 箱损代码. Kind of damage.
     */
    code: string;
    /**
     * 箱损部位. Where on the container.
     */
    positionCode?: string;
    /**
     * 严重程度. How bad the damage is.
     */
    severity?: 'minor' | 'major' | 'total';
    /**
     * 说明. The damage in words.
     */
    description?: string;
  }[];
  /**
   * 订舱号. Booking that the container belongs to.
   */
  bookingNumber?: string;
  /**
   * 提单号. Bill of lading that the container belongs to.
   */
  billOfLadingNumber?: string;
  /**
   * 订单号. Transport order that the container belongs to.
   */
  orderNumber?: string;
  /**
   * 运单号. Railway waybill that the container belongs to.
   */
  waybillNumber?: string;
  /**
   * 箱经营人. Who operates the container.
   */
  operator?: TradeParty;
  /**
   * 客户. Who ordered the transport.
   */
  customer?: TradeParty;
  /**
   * 托运人. Who hands the goods over for carriage.
   */
  consignor?: TradeParty;
  /**
   * 收货人. Who receives the goods.
   */
  consignee?: TradeParty;
  /**
   * 上报人. Person or device that saw the event.
   */
  reportedBy?: string;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 发票. An invoice, credit note or debit note: who owes whom how much for which goods, services or freight.
 */
export interface Invoice {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 发票号. Number that the issuer gave.
   */
  invoiceNumber: string;
  /**
   * 发票种类. Invoice, freight invoice, credit note, debit note, correction, proforma, self-billed invoice, invoice for a prepayment.
   */
  invoiceType:
    | 'invoice'
    | 'freight-invoice'
    | 'credit-note'
    | 'debit-note'
    | 'corrected-invoice'
    | 'proforma-invoice'
    | 'self-billed-invoice'
    | 'prepayment-invoice';
  /**
   * 开票日期. Date of the invoice.
   */
  invoiceDate: string;
  /**
   * 纳税时点. Date that the tax is due by.
   */
  taxPointDate?: string;
  /**
   * 服务起始日. First day of the period invoiced.
   */
  serviceStartDate?: string;
  /**
   * 服务截止日. Last day of the period invoiced.
   */
  serviceEndDate?: string;
  /**
   * 币种. ISO 4217; all amounts are in it.
   */
  currencyCode: string;
  /**
   * 引用. Other numbers under which the business is known.
   */
  references?: {
    /**
     * 引用类型. What the value names.
     */
    type:
      | 'order'
      | 'waybill'
      | 'container'
      | 'booking'
      | 'bill-of-lading'
      | 'contract'
      | 'invoice'
      | 'delivery-note'
      | 'customer-reference'
      | 'forwarder-reference';
    /**
     * 引用值. The number itself.
     */
    value: string;
  }[];
  /**
   * 销售方. Who supplies and issues the invoice.
   */
  seller: TradeParty;
  /**
   * 销售方税号. Registration for value added tax; in China the credit code.
   */
  sellerTaxNumber?: string;
  /**
   * 购买方. Who is invoiced.
   */
  buyer: TradeParty;
  /**
   * 购买方税号. Registration for value added tax; in China the credit code.
   */
  buyerTaxNumber?: string;
  /**
   * 付款人. Who pays, when it is not the buyer.
   */
  payer?: TradeParty;
  /**
   * 收款人. Who is paid, when it is not the seller.
   */
  payee?: TradeParty;
  /**
   * 发货人. Who handed the goods over.
   */
  consignor?: TradeParty;
  /**
   * 收货人. Who received the goods.
   */
  consignee?: TradeParty;
  /**
   * 付款条件. When and how the invoice is to be paid.
   */
  paymentTerms?: {
    /**
     * 到期日. Day by which to pay.
     */
    dueDate?: string;
    /**
     * 付款天数. Days from the invoice date in which to pay.
     */
    dueDays?: number;
    /**
     * 现金折扣. Discount for early payment.
     */
    discountPercent?: number;
    /**
     * 折扣截止日. Last day of the discount.
     */
    discountDueDate?: string;
    /**
     * 付款方式. UNTDID 4461: 10 cash, 30 credit transfer, 42 to a bank account ...
     */
    meansCode?: string;
    /**
     * 文字说明. Terms as the issuer writes them.
     */
    text?: string;
  };
  /**
   * 银行账户. Account to pay to.
   */
  bankAccount?: {
    /**
     * 账号. Number of the account, or IBAN.
     */
    accountNumber: string;
    /**
     * 户名. Name that the account is kept under.
     */
    accountName?: string;
    /**
     * 银行代码. BIC or national code of the bank.
     */
    bankCode?: string;
    /**
     * 开户行. Name of the bank.
     */
    bankName?: string;
  };
  /**
   * 运输工具. Train, vessel or vehicle that the freight is for.
   */
  transportMeans?: TransportMeans;
  /**
   * 装货地. Where the carriage began.
   */
  loadingLocation?: LogisticsLocation;
  /**
   * 卸货地. Where the carriage ended.
   */
  unloadingLocation?: LogisticsLocation;
  /**
   * 出发时间. When the carriage began.
   */
  departedAt?: string;
  /**
   * 到达时间. When the carriage ended.
   */
  arrivedAt?: string;
  /**
   * 集装箱. Containers that the freight is for.
   */
  equipment?: TransportEquipment[];
  /**
   * 发票行. Lines of the invoice.
   */
  lineItems?: {
    /**
     * 行号. Number of the line in the invoice.
     */
    lineNumber: string;
    /**
     * 品目编号. Number of the article or service with the seller.
     */
    itemNumber?: string;
    /**
     * 买方品目编号. Number of the article or service with the buyer.
     */
    buyerItemNumber?: string;
    /**
     * 名称. What is invoiced.
     */
    name?: string;
    /**
     * 数量. Quantity invoiced; negative when taken back.
     */
    quantity?: number;
    /**
     * 单位. UN/ECE Recommendation 20.
     */
    unitCode?: string;
    /**
     * 单价. Price without tax for the quantity of the price.
     */
    unitPrice?: number;
    /**
     * 计价数量. Quantity that the price is for; one when left out.
     */
    priceQuantity?: number;
    /**
     * 不含税金额. Amount of the line without tax.
     */
    netAmount?: number;
    /**
     * 含税金额. Amount of the line with tax.
     */
    grossAmount?: number;
    /**
     * 税. Taxes, one entry for each kind and rate.
     */
    taxes?: {
      /**
       * 税种. UNTDID 5153: VAT value added tax, GST goods and services tax, FRE exempt, OTH other.
       */
      typeCode: string;
      /**
       * 税率类别. UNTDID 5305: S standard rate, Z zero rated, E exempt ...
       */
      categoryCode?: string;
      /**
       * 税率. Rate of the tax in per cent.
       */
      ratePercent?: number;
      /**
       * 计税金额. Amount that the tax is worked out on.
       */
      basisAmount?: number;
      /**
       * 税额. Amount of the tax.
       */
      amount?: number;
      /**
       * 免税原因. Why no tax is charged.
       */
      exemptionReason?: string;
    }[];
    /**
     * 附加费与折扣. What is added to the goods or services, or taken off.
     */
    charges?: {
      /**
       * 性质. Charge (added) or allowance (taken off).
       */
      kind: 'charge' | 'allowance';
      /**
       * 费目代码. Code of the service: UNTDID 7161 or the sender's own.
       */
      code?: string;
      /**
       * 费目名称. Name of the charge or allowance.
       */
      name?: string;
      /**
       * 比例. Share of the basis.
       */
      percent?: number;
      /**
       * 基数. Amount that the percentage is of.
       */
      basisAmount?: number;
      /**
       * 金额. Amount without tax; never negative by its kind alone.
       */
      amount: number;
      /**
       * 税. Taxes, one entry for each kind and rate.
       */
      taxes?: {
        /**
         * 税种. UNTDID 5153: VAT value added tax, GST goods and services tax, FRE exempt, OTH other.
         */
        typeCode: string;
        /**
         * 税率类别. UNTDID 5305: S standard rate, Z zero rated, E exempt ...
         */
        categoryCode?: string;
        /**
         * 税率. Rate of the tax in per cent.
         */
        ratePercent?: number;
        /**
         * 计税金额. Amount that the tax is worked out on.
         */
        basisAmount?: number;
        /**
         * 税额. Amount of the tax.
         */
        amount?: number;
        /**
         * 免税原因. Why no tax is charged.
         */
        exemptionReason?: string;
      }[];
    }[];
    /**
     * 引用. Other numbers under which the business is known.
     */
    references?: {
      /**
       * 引用类型. What the value names.
       */
      type:
        | 'order'
        | 'waybill'
        | 'container'
        | 'booking'
        | 'bill-of-lading'
        | 'contract'
        | 'invoice'
        | 'delivery-note'
        | 'customer-reference'
        | 'forwarder-reference';
      /**
       * 引用值. The number itself.
       */
      value: string;
    }[];
    /**
     * 服务日期. When the goods were delivered or the service done.
     */
    serviceDate?: string;
    /**
     * 备注. Free text about the line.
     */
    remarks?: string;
  }[];
  /**
   * 附加费与折扣. What is added to the goods or services, or taken off.
   */
  charges?: {
    /**
     * 性质. Charge (added) or allowance (taken off).
     */
    kind: 'charge' | 'allowance';
    /**
     * 费目代码. Code of the service: UNTDID 7161 or the sender's own.
     */
    code?: string;
    /**
     * 费目名称. Name of the charge or allowance.
     */
    name?: string;
    /**
     * 比例. Share of the basis.
     */
    percent?: number;
    /**
     * 基数. Amount that the percentage is of.
     */
    basisAmount?: number;
    /**
     * 金额. Amount without tax; never negative by its kind alone.
     */
    amount: number;
    /**
     * 税. Taxes, one entry for each kind and rate.
     */
    taxes?: {
      /**
       * 税种. UNTDID 5153: VAT value added tax, GST goods and services tax, FRE exempt, OTH other.
       */
      typeCode: string;
      /**
       * 税率类别. UNTDID 5305: S standard rate, Z zero rated, E exempt ...
       */
      categoryCode?: string;
      /**
       * 税率. Rate of the tax in per cent.
       */
      ratePercent?: number;
      /**
       * 计税金额. Amount that the tax is worked out on.
       */
      basisAmount?: number;
      /**
       * 税额. Amount of the tax.
       */
      amount?: number;
      /**
       * 免税原因. Why no tax is charged.
       */
      exemptionReason?: string;
    }[];
  }[];
  /**
   * 税. Taxes, one entry for each kind and rate.
   */
  taxes?: {
    /**
     * 税种. UNTDID 5153: VAT value added tax, GST goods and services tax, FRE exempt, OTH other.
     */
    typeCode: string;
    /**
     * 税率类别. UNTDID 5305: S standard rate, Z zero rated, E exempt ...
     */
    categoryCode?: string;
    /**
     * 税率. Rate of the tax in per cent.
     */
    ratePercent?: number;
    /**
     * 计税金额. Amount that the tax is worked out on.
     */
    basisAmount?: number;
    /**
     * 税额. Amount of the tax.
     */
    amount?: number;
    /**
     * 免税原因. Why no tax is charged.
     */
    exemptionReason?: string;
  }[];
  /**
   * 行合计. Sum of the net amounts of the lines.
   */
  lineTotalAmount?: number;
  /**
   * 加收合计. Sum of the charges of the whole invoice.
   */
  chargeTotalAmount?: number;
  /**
   * 减免合计. Sum of the allowances of the whole invoice.
   */
  allowanceTotalAmount?: number;
  /**
   * 不含税合计. Total without tax.
   */
  taxBasisTotalAmount?: number;
  /**
   * 税额合计. Sum of the taxes.
   */
  taxTotalAmount?: number;
  /**
   * 价税合计. Total with tax; negative only when the invoice takes back more than it charges.
   */
  grandTotalAmount: number;
  /**
   * 已付金额. What was paid already.
   */
  prepaidAmount?: number;
  /**
   * 应付金额. What is left to be paid.
   */
  dueAmount?: number;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 零散快件. A parcel or less-than-carload shipment from door or depot to door or depot.
 */
export interface ParcelShipment {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 快运单号. Number of the shipment in the express system.
   */
  parcelNumber: string;
  /**
   * 订单号. Order that the shipment fulfils.
   */
  orderNumber?: string;
  /**
   * 运单号. Railway waybill that carries the shipment.
   */
  waybillNumber?: string;
  /**
   * 状态. Status when the message was issued.
   */
  status: string;
  /**
   * 运输种类. Less-than-carload or bulk express.
   */
  serviceType?: string;
  /**
   * 客户. Contract customer, when it is not the sender.
   */
  customer?: TradeParty;
  /**
   * 寄件人. Who hands the parcel over.
   */
  sender: TradeParty;
  /**
   * 收件人. Who receives the parcel.
   */
  recipient: TradeParty;
  /**
   * 始发网点. Depot or station that accepts the parcel.
   */
  origin: LogisticsLocation;
  /**
   * 到达网点. Depot or station that hands the parcel out.
   */
  destination: LogisticsLocation;
  /**
   * 货物名称. Name of the goods.
   */
  goodsName?: string;
  /**
   * 品类代码. One of the 26 goods categories.
   */
  categoryCode?: string;
  /**
   * 包装代码. UN/ECE Recommendation 21.
   */
  packageCode?: string;
  /**
   * 件数. Number of pieces.
   */
  pieceCount: number;
  /**
   * 实际重量. Weighed weight with packaging.
   */
  grossWeightKg: number;
  /**
   * 计费重量. Weight that is charged.
   */
  chargeableWeightKg?: number;
  /**
   * 体积. Volume with packaging.
   */
  volumeM3?: number;
  /**
   * 代收货款. Amount to collect from the recipient for the sender.
   */
  cashOnDeliveryCny?: number;
  /**
   * 保价金额. Value insured with the carrier.
   */
  insuredValueCny?: number;
  /**
   * 运费. Charge for the carriage.
   */
  freightAmountCny?: number;
  /**
   * 付费方式. Prepaid by the sender, collected from the recipient, or on account.
   */
  paymentTerm?: 'prepaid' | 'collect' | 'account';
  /**
   * 揽收时间. When the parcel was accepted.
   */
  acceptedAt: string;
  /**
   * 承诺到达日期. Day promised to the customer.
   */
  promisedDeliveryDate?: string;
  /**
   * 签收时间. When the parcel was handed over.
   */
  deliveredAt?: string;
  /**
   * 签收人. Who signed for the parcel.
   */
  signedBy?: string;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 客户资料. A customer or other party as one system knows it at a moment.
 */
export interface Party {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 资料时点. The moment at which the data held in the sender's system.
   */
  asOf: string;
  /**
   * 当事方. The party itself.
   */
  party: TradeParty;
  /**
   * 生效日期. First day of the business relation.
   */
  validFrom?: string;
  /**
   * 失效日期. Last day of the business relation.
   */
  validTo?: string;
  /**
   * 客户状态. Whether the party may order.
   */
  status?: 'active' | 'suspended' | 'closed';
  /**
   * 银行账户. Account for settlement.
   */
  bank?: {
    /**
     * 开户银行. Name of the bank and branch.
     */
    name: string;
    /**
     * 银行账号. Account number.
     */
    accountNumber: string;
    /**
     * 账户名称. Name of the account holder.
     */
    accountName?: string;
  };
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 统计报告. Freight figures of a period: tonnage, units and revenue by goods category, lane, bureau and month.
 */
export interface StatisticsReport {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 统计口径. What is counted: orders as they were placed, or consignments as they were carried.
   */
  basis: 'ordered' | 'carried';
  /**
   * 起始月份. First month of the period.
   */
  fromMonth: string;
  /**
   * 截止月份. Last month of the period, included.
   */
  toMonth: string;
  /**
   * 统计维度. By what the figures are told apart.
   */
  dimensions?: ('category' | 'lane' | 'bureau' | 'month')[];
  /**
   * 明细. Figures, one entry for each combination that there is.
   */
  rows?: {
    /**
     * 月份. Month of the figures.
     */
    month?: string;
    /**
     * 货物品类. First two digits of the goods code; left out when it is not known.
     */
    categoryCode?: string;
    /**
     * 发站. Station of origin of the lane.
     */
    originStationCode?: string;
    /**
     * 到站. Station of destination of the lane.
     */
    destinationStationCode?: string;
    /**
     * 铁路局. Railway bureau of the origin.
     */
    bureauCode?: string;
    /**
     * 票数. Number of orders, consignment notes or parcels.
     */
    consignmentCount: number;
    /**
     * 重量. Weight of the goods.
     */
    grossWeightKg: number;
    /**
     * 标准箱. Containers in units of twenty feet.
     */
    teu: number;
    /**
     * 车数. Number of wagons.
     */
    wagonCount: number;
    /**
     * 快件件数. Pieces of parcels.
     */
    pieceCount: number;
    /**
     * 运费收入. Freight charges.
     */
    revenueCny: number;
  }[];
  /**
   * 合计. Figures of the whole period.
   */
  totals: {
    /**
     * 票数. Number of orders, consignment notes or parcels.
     */
    consignmentCount: number;
    /**
     * 重量. Weight of the goods.
     */
    grossWeightKg: number;
    /**
     * 标准箱. Containers in units of twenty feet.
     */
    teu: number;
    /**
     * 车数. Number of wagons.
     */
    wagonCount: number;
    /**
     * 快件件数. Pieces of parcels.
     */
    pieceCount: number;
    /**
     * 运费收入. Freight charges.
     */
    revenueCny: number;
  };
  /**
   * 签名. Detached JWS (RFC 7515, appendix F) over this message in its JSON form without this member, canonicalised by RFC 8785.
   */
  signature?: string;
}
/**
 * 运输订单. A customer asks for carriage of goods: demand acceptance, order or booking, before the consignment note.
 */
export interface TransportOrder {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 订单号. Number of the order in the sender's system.
   */
  orderNumber: string;
  /**
   * 需求受理号. Number that 95306 gave when it accepted the demand: yyyymm, two letters, six digits.
   */
  demandNumber?: string;
  /**
   * 状态. Status when the message was issued.
   */
  status?: string;
  /**
   * 运输种类. Wagon load, container, less-than-carload or bulk express.
   */
  serviceType: string;
  /**
   * 订货客户. The party that orders.
   */
  customer: TradeParty;
  /**
   * 托运人. Who hands the goods over for carriage.
   */
  consignor: TradeParty;
  /**
   * 收货人. Who receives the goods.
   */
  consignee: TradeParty;
  /**
   * 付费人. Who pays, when it is neither of the others.
   */
  payer?: TradeParty;
  /**
   * 发站. Station where the goods are handed over.
   */
  origin: RailLocation;
  /**
   * 到站. Station where the goods are delivered.
   */
  destination: RailLocation;
  /**
   * 受理时间. When the order was accepted.
   */
  acceptedAt?: string;
  /**
   * 要求装车日期. Day on which the customer wants to load.
   */
  requestedLoadingDate?: string;
  /**
   * 要求到达日期. Day on which the customer wants the goods.
   */
  requestedDeliveryDate?: string;
  /**
   * 货物. Goods, one entry for each kind.
   */
  items: ConsignmentItem[];
  /**
   * 总件数. Sum of the packages.
   */
  totalPackageCount?: number;
  /**
   * 总重. Sum of the gross weights.
   */
  totalGrossWeightKg?: number;
  /**
   * 集装箱. Containers that are requested or given.
   */
  equipment?: TransportEquipment[];
  /**
   * 车种. Kind of wagon wanted.
   */
  wagonType?: string;
  /**
   * 车数. Number of wagons wanted.
   */
  wagonCount?: number;
  /**
   * 关联订单号. Orders that this one replaces, splits or continues.
   */
  relatedOrderNumbers?: string[];
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 运输状态. Where an order, waybill, container, wagon or parcel stands, and since when.
 */
export interface TransportStatus {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 引用. What the status is about; several when they travel together.
   */
  references: {
    /**
     * 引用类型. What the value names.
     */
    type:
      | 'order'
      | 'waybill'
      | 'container'
      | 'parcel'
      | 'wagon'
      | 'wagon-request'
      | 'booking'
      | 'bill-of-lading'
      | 'train';
    /**
     * 引用值. Number of what the type says.
     */
    value: string;
  }[];
  /**
   * 状态代码. Status reached.
   */
  statusCode: string;
  /**
   * 状态说明. The sender's own words.
   */
  statusText?: string;
  /**
   * 事件性质. Whether the status is planned, estimated or reached; reached when left out.
   */
  eventClassifier?: 'planned' | 'estimated' | 'actual';
  /**
   * 发生时间. When the status was reached.
   */
  occurredAt: string;
  /**
   * 上报时间. When it was entered at the source.
   */
  reportedAt?: string;
  /**
   * 地点. Where the status was reached.
   */
  location?: LogisticsLocation;
  /**
   * 运输工具. Train, vessel or vehicle at that moment.
   */
  transportMeans?: TransportMeans;
  /**
   * 原因代码. Why it happened.
   */
  reasonCode?: string;
  /**
   * 原因说明. Why it happened, in words.
   */
  reasonText?: string;
  /**
   * 预计到达时间. Expected arrival at the destination.
   */
  estimatedArrivalAt?: string;
  /**
   * 客户. Who ordered the transport.
   */
  customer?: TradeParty;
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
/**
 * 请车. A request for empty wagons at a station for one loading day (wagon request of the acceptance and loading system).
 */
export interface WagonRequest {
  /**
   * 报文编号. The sender's own control reference of this message: repeating it repeats the message.
   */
  documentId: string;
  /**
   * 发出时间. When the sender made this message.
   */
  issuedAt: string;
  /**
   * 发送系统. The partner or system that the message comes from, by its identifier in the agreements.
   */
  senderSystem: string;
  /**
   * 报文功能. UNTDID 1225: 1 cancel, 4 change, 5 replace, 9 original.
   */
  functionCode: '1' | '4' | '5' | '9';
  /**
   * 请车号. Number of the request in the sender's system.
   */
  requestNumber: string;
  /**
   * 订单号. Order that the wagons are for.
   */
  orderNumber?: string;
  /**
   * 需求受理号. Demand that the wagons are for.
   */
  demandNumber?: string;
  /**
   * 状态. Status when the message was issued.
   */
  status?: string;
  /**
   * 请车客户. Who asks for the wagons.
   */
  customer?: TradeParty;
  /**
   * 装车站. Station where the wagons are loaded.
   */
  loadingStation: RailLocation;
  /**
   * 到站. Station that the loaded wagons go to.
   */
  destination?: RailLocation;
  /**
   * 装车日期. Day on which the wagons are wanted.
   */
  loadingDate: string;
  /**
   * 提报时间. When the request was entered.
   */
  requestedAt?: string;
  /**
   * 批准时间. When the request was approved.
   */
  approvedAt?: string;
  /**
   * 车种. Kind of wagon wanted.
   */
  wagonType: string;
  /**
   * 请求车数. Number of wagons wanted.
   */
  wagonCount: number;
  /**
   * 批准车数. Number of wagons that will be given.
   */
  approvedWagonCount?: number;
  /**
   * 自备车. True when the wagons are not the railway's.
   */
  shipperOwned?: boolean;
  /**
   * 货物. Goods, one entry for each kind.
   */
  items?: ConsignmentItem[];
  /**
   * 备注. Free text for people; line breaks and tabs are allowed.
   */
  remarks?: string;
}
