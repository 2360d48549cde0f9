/**
 * What the service takes, in WSDL 1.1: one operation, UICMessage, with its flags as SOAP headers.
 * @param address of the service
 */
export function wsdl(address: string): string {
  const flags = ['messageIdentifier', 'messageLiHost', 'compressed', 'encrypted', 'signed'];
  const typeOf = (flag: string): string => (flag.startsWith('message') ? 'string' : 'boolean');
  const each = (write: (flag: string) => string): string => flags.map(write).join('\n      ');
  return `<?xml version="1.0" encoding="UTF-8"?>
<w:definitions name="CommonInterface" targetNamespace="http://uic.cc.org/UICMessage"
    xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:u="http://uic.cc.org/UICMessage" xmlns:h="http://uic.cc.org/UICMessage/Header">
  <w:types>
    <xs:schema targetNamespace="http://uic.cc.org/UICMessage">
      <xs:element name="UICMessage"><xs:complexType><xs:sequence>
        <xs:element name="message" type="xs:anyType"/>
        <xs:element name="signature" type="xs:anyType" minOccurs="0"/>
        <xs:element name="senderAlias" type="xs:anyType" minOccurs="0"/>
        <xs:element name="encoding" type="xs:anyType" minOccurs="0"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="UICMessageResponse"><xs:complexType><xs:sequence>
        <xs:element name="return" type="xs:anyType" minOccurs="0"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>
    <xs:schema targetNamespace="http://uic.cc.org/UICMessage/Header">
      ${each((flag) => `<xs:element name="${flag}" nillable="true" type="xs:${typeOf(flag)}"/>`)}
    </xs:schema>
  </w:types>
  <w:message name="Call">
      <w:part name="parameters" element="u:UICMessage"/>
      ${each((flag) => `<w:part name="${flag}" element="h:${flag}"/>`)}
  </w:message>
  <w:message name="Answer"><w:part name="parameters" element="u:UICMessageResponse"/></w:message>
  <w:portType name="CommonInterface">
    <w:operation name="UICMessage"><w:input message="u:Call"/><w:output message="u:Answer"/></w:operation>
  </w:portType>
  <w:binding name="CommonInterfaceSoap" type="u:CommonInterface">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="UICMessage">
      <soap:operation soapAction="" style="document"/>
      <w:input>
      ${each((flag) => `<soap:header message="u:Call" part="${flag}" use="literal"/>`)}
      <soap:body parts="parameters" use="literal"/>
      </w:input>
      <w:output><soap:body use="literal"/></w:output>
    </w:operation>
  </w:binding>
  <w:service name="CommonInterface">
    <w:port name="CommonInterface" binding="u:CommonInterfaceSoap"><soap:address location="${address}"/></w:port>
  </w:service>
</w:definitions>
`;
}
